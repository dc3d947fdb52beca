namespace FusionOfN.Synthesis;

/// <summary>Looks at answers in the order of their prompts and says which ones do not belong into a data set. One instance sees the answers of one method.</summary>
internal interface IAnswerFilter
{
    /// <summary>The name in job files and reports.</summary>
    string Name { get; }

    /// <summary>Why an answer is left out; null when it stays.</summary>
    string? Reject(SynthRow row, SynthAnswer answer);
}
