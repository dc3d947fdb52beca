using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>Draws many samples from one model of the lab, as many at a time as its batch holds.</summary>
internal sealed class LabSampler : IDisposable
{
    private const int Batch = 64;
    private const int LongestAnswer = 128;

    private readonly LocalModel _model;

    /// <summary>Loads a model on one thread.</summary>
    public LabSampler(string directory) => _model = LocalModel.Load(directory, new() { Threads = 1, MaxBatch = Batch });

    /// <summary>Draws samples.</summary>
    /// <param name="prompts">The prompts, as a user writes them.</param>
    /// <param name="temperature">0 for the likeliest answer.</param>
    /// <param name="seeds">For each prompt, the seeds of its samples.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>For each prompt its answers, in the order of the seeds.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> SampleAsync(
        IReadOnlyList<string> prompts, double temperature, Func<int, long[]> seeds, CancellationToken cancellationToken)
    {
        TokenPrompt[] encoded = [.. prompts.Select((prompt, i) => new TokenPrompt(_model.Encode([new(PromptTurn.User, prompt)]), seeds(i)))];
        var samples = await _model.GenerateBatchAsync(
            encoded, new() { Temperature = temperature, MaxTokens = LongestAnswer }, cancellationToken).ConfigureAwait(false);
        return [.. samples.Select(answers => (IReadOnlyList<string>)[.. answers.Select(answer => answer.Text)])];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
