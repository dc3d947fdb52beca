using Microsoft.Extensions.AI;

namespace FusionOfN.Local;

/// <summary>Turns tokens into the updates of a chat stream.</summary>
internal sealed class SampleUpdates
{
    private readonly string _model;
    private readonly int _promptTokens;
    private readonly IReadOnlyList<long> _seeds;
    private readonly int[] _tokens;
    private readonly string[] _ids;

    public SampleUpdates(string model, int promptTokens, IReadOnlyList<long> seeds)
    {
        _model = model;
        _promptTokens = promptTokens;
        _seeds = seeds;
        _tokens = new int[seeds.Count];
        _ids = [.. seeds.Select(_ => Guid.NewGuid().ToString("N"))];
    }

    /// <summary>The update for a token, or null when it says nothing yet.</summary>
    public SampleUpdate? Next(GenerationUpdate token)
    {
        var sample = token.Sample;
        _tokens[sample]++;
        if (token.Text.Length == 0 && token.End is null && token.LogProbability is null)
            return null;

        ChatResponseUpdate update = new(ChatRole.Assistant, token.Text.Length > 0 ? [new TextContent(token.Text)] : [])
        {
            ModelId = _model,
            ResponseId = _ids[sample],
            MessageId = _ids[sample],
        };
        if (token.LogProbability is { } logProbability)
            update.AdditionalProperties = new() { [LocalChatClient.LogProbabilitiesKey] = logProbability };
        if (token.End is { } end)
        {
            update.FinishReason = end == GenerationEnd.Length ? ChatFinishReason.Length : ChatFinishReason.Stop;
            (update.AdditionalProperties ??= [])[LocalChatClient.SeedKey] = _seeds[sample];
            update.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = _promptTokens,
                OutputTokenCount = _tokens[sample],
                TotalTokenCount = _promptTokens + _tokens[sample],
            }));
        }

        return new SampleUpdate(sample, update);
    }
}
