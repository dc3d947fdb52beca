namespace FusionOfN.Providers;

/// <summary>One turn of a conversation.</summary>
internal readonly record struct RewardTurn(string Role, string Content);
