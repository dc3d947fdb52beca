using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>How one dialect writes requests and what its replies mean. One small class per dialect.</summary>
internal abstract class RewardWire
{
    protected RewardWire(RewardServerOptions options) => Options = options;

    protected RewardServerOptions Options { get; }

    /// <summary>The route, from the root of the server.</summary>
    public abstract string Path { get; }

    /// <summary>What the numbers measure.</summary>
    public virtual ScoreMeaning Meaning => ScoreMeaning.Reward;

    /// <summary>The most answers one request may hold.</summary>
    public virtual int LargestBatch => 32;

    /// <summary>Whether raw logits are asked for, so that scores at the ends of 0..1 are odd.</summary>
    public virtual bool AsksRaw => Options.Raw;

    /// <summary>The least and the greatest score that make sense.</summary>
    public virtual (double Least, double Greatest) Range => (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>A good and a bad answer to one prompt.</summary>
    public virtual CalibrationPair Pair => CalibrationPair.Chat;

    /// <summary>The request body for some answers to one prompt.</summary>
    public abstract JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers);

    /// <summary>Reads the reply to a request with that many answers.</summary>
    /// <exception cref="RewardFormatException">It does not have the shape of this dialect.</exception>
    public abstract RewardReply Read(JsonElement reply, int count);

    /// <summary>Makes the wire of a dialect.</summary>
    public static RewardWire Create(RewardServerOptions options) => options.Dialect switch
    {
        RewardDialect.VllmClassify => new VllmClassifyWire(options),
        RewardDialect.VllmPooling => new VllmPoolingWire(options),
        RewardDialect.VllmScore => new VllmScoreWire(options),
        RewardDialect.VllmRerank => new VllmRerankWire(options),
        RewardDialect.SglangClassify => new SglangClassifyWire(options),
        RewardDialect.SglangRerank => new SglangRerankWire(options),
        RewardDialect.TeiPredict => new TeiPredictWire(options),
        RewardDialect.TeiRerank => new TeiRerankWire(options),
        RewardDialect.CohereRerank => new CohereRerankWire(options),
        RewardDialect.Comet => new CometWire(options),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Dialect, "There is no such dialect."),
    };

    protected JsonObject StartBody() => Options.Model is { } model ? new JsonObject { ["model"] = model } : [];

    protected string Render(RewardPrompt prompt, string answer) => ChatTemplateText.Render(Options.Template!, prompt, answer);
}
