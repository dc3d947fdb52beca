namespace FusionOfN.Providers;

/// <summary>A prompt with a good and a bad answer that every scorer must tell apart.</summary>
internal sealed record CalibrationPair(RewardPrompt Prompt, string Good, string Bad)
{
    public static CalibrationPair Chat { get; } = new(
        Ask("What is the capital of France? Answer in one sentence."),
        "The capital of France is Paris.",
        "Bananas bananas, who cares, it is probably the moon.");

    public static CalibrationPair Translation { get; } = new(
        Ask("The cat sleeps on the sofa.") with { Reference = "Die Katze schläft auf dem Sofa." },
        "Die Katze schläft auf dem Sofa.",
        "Gestern kaufte das Parlament dreizehn laute Brote.");

    private static RewardPrompt Ask(string text) => new([new RewardTurn("user", text)]) { IsCalibration = true };
}
