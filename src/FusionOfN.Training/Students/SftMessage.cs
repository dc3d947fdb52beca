namespace FusionOfN.Training;

/// <summary>One message of a conversation to learn from.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What was said; never empty.</param>
public sealed record SftMessage(string Role, string Content);
