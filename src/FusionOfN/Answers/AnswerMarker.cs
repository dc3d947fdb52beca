namespace FusionOfN;

/// <summary>A place where a text announces its final answer.</summary>
/// <param name="End">Index behind the marker.</param>
/// <param name="IsHeading">Whether anything may follow, a whole solution included, as behind "Answer:"; behind "the answer is" the sentence goes on.</param>
internal readonly record struct AnswerMarker(int End, bool IsHeading);
