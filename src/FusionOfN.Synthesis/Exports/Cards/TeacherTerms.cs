namespace FusionOfN.Synthesis;

/// <summary>What the provider of a model allows to be done with its answers.</summary>
/// <param name="Teacher">The model.</param>
/// <param name="Licence">The licence that its answers may be passed on under, as an SPDX identifier such as <c>Apache-2.0</c>; null when nobody said.</param>
/// <param name="AllowsTraining">Whether other models may be trained on them; null when nobody said.</param>
public sealed record TeacherTerms(string Teacher, string? Licence = null, bool? AllowsTraining = null);
