namespace FusionOfN.Training;

/// <summary>One conversation of a data set.</summary>
/// <param name="Number">The line of the file, from 1.</param>
/// <param name="Messages">The conversation, with at least one message of the assistant, which never comes first.</param>
public sealed record SftRow(int Number, IReadOnlyList<SftMessage> Messages);
