namespace FusionOfN.Training;

/// <summary>Why a row of a data set cannot be learned from.</summary>
/// <param name="Row">The line of the file, from 1.</param>
/// <param name="Field">The field, for example <c>messages[1].content</c>; empty when the whole row is meant.</param>
/// <param name="Reason">What is wrong, and what is wanted.</param>
public sealed record SftProblem(int Row, string Field, string Reason)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => Field.Length == 0 ? $"row {Row}: {Reason}" : $"row {Row}, {Field}: {Reason}";
}
