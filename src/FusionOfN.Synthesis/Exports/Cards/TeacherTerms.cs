namespace FusionOfN.Synthesis;

/// <summary>What the provider of a model allows to be done with its answers.</summary>
/// <param name="Teacher">The model.</param>
/// <param name="Licence">The licence that its answers may be passed on under, as an SPDX identifier such as <c>Apache-2.0</c>; null when nobody said.</param>
/// <param name="AllowsTraining">Whether other models may be trained on them; null when nobody said.</param>
public sealed record TeacherTerms(string Teacher, string? Licence = null, bool? AllowsTraining = null)
{
    /// <summary>Stands for terms that forbid to train other models.</summary>
    public const string NoTraining = "no-training";

    /// <summary>Stands for terms that allow to evaluate and nothing else.</summary>
    public const string EvaluationOnly = "evaluation-only";

    /// <summary>Reads terms as configurations and the command line say them.</summary>
    /// <param name="teacher">The model.</param>
    /// <param name="terms">A licence, <see cref="NoTraining"/>, <see cref="EvaluationOnly"/>, or null when nobody said.</param>
    public static TeacherTerms Read(string teacher, string? terms) =>
        terms is not null && (terms.Equals(NoTraining, StringComparison.OrdinalIgnoreCase) || terms.Equals(EvaluationOnly, StringComparison.OrdinalIgnoreCase))
            ? new TeacherTerms(teacher, null, AllowsTraining: false) { Restriction = terms.ToLowerInvariant() }
            : new TeacherTerms(teacher, terms);

    /// <summary>The word for what is forbidden; null when nothing is, or nobody said.</summary>
    public string? Restriction { get; init; }
}
