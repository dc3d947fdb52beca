using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>The conversation whose answers are scored, as reward servers take it: texts only.</summary>
internal sealed record RewardPrompt(IReadOnlyList<RewardTurn> Turns)
{
    /// <summary>The reference translation, for metrics that use one.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether this is the fixed pair of the calibration probe.</summary>
    public bool IsCalibration { get; init; }

    /// <summary>The key of the additional property on a request's options that holds the reference.</summary>
    public const string ReferenceProperty = "fusion.reference";

    public static RewardPrompt Of(IEnumerable<ChatMessage> messages, string? reference = null) =>
        new([.. messages
            .Select(message => new RewardTurn(message.Role == ChatRole.Tool ? "user" : message.Role.Value, message.Text))
            .Where(turn => turn.Content.Length > 0)])
        { Reference = reference };

    /// <summary>The last thing the user said.</summary>
    public string LastUser => Turns.LastOrDefault(turn => turn.Role == "user").Content ?? "";

    /// <summary>The prompt as one text: a single message as it is, a conversation with its roles.</summary>
    public string Query => Turns.Count == 1 ? Turns[0].Content : string.Join("\n\n", Turns.Select(turn => $"{turn.Role}: {turn.Content}"));
}
