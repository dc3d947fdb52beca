namespace FusionOfN;

/// <summary>One word with which servers end an answer.</summary>
/// <param name="Word">The word in lower case, with <c>_</c> between its parts.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Senders">Who sends it.</param>
internal readonly record struct FinishWord(string Word, FinishMeaning Meaning, string Senders);
