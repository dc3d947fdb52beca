namespace FusionOfN.Synthesis;

/// <summary>Why a row of a prompt file cannot be used.</summary>
/// <param name="Source">The file as it was named; <c>-</c> for standard input.</param>
/// <param name="Number">The line of a text file, the row of any other, from 1.</param>
/// <param name="CountsLines">Whether the number is that of a line.</param>
/// <param name="Reason">What is wrong, the field first.</param>
public sealed record PromptProblem(string Source, int Number, bool CountsLines, string Reason)
{
    /// <summary>One line for a person, beginning with the place.</summary>
    public override string ToString() => CountsLines ? $"{Source}:{Number}: {Reason}" : $"{Source} row {Number}: {Reason}";
}
