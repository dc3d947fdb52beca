using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local;

/// <summary>A language model that runs in this process on ONNX Runtime. It may be used from several threads; answers in work share its batch.</summary>
public sealed class LocalModel : IDisposable
{
    private const int UsualMaxTokens = 1024;
    private readonly InferenceSession _session;
    private readonly DecodeScheduler _scheduler;
    private readonly Lazy<ChatTemplate> _template;
    private readonly Lazy<string?> _endOfTurn;
    private Counted? _counted;

    private LocalModel(
        string name, string directory, ModelSettings settings, ModelTokenizer tokenizer, InferenceSession session, GraphLayout layout, LocalModelOptions options)
    {
        Name = name;
        Directory = directory;
        Settings = settings;
        Tokenizer = tokenizer;
        Layout = layout;
        _session = session;
        var source = ChatTemplateSource.Read(directory);
        tokenizer.Reserve(token => source.Text.Contains(token, StringComparison.Ordinal));
        _template = new Lazy<ChatTemplate>(() => ChatTemplate.Read(source, directory, options.TimeProvider));
        _endOfTurn = new Lazy<string?>(() => _template.Value.EndOfTurn(tokenizer));
        GraphRunner runner = new(session, layout) { ChunkSize = options.PrefillChunk };
        _scheduler = new DecodeScheduler(new DecodeBatch(runner, tokenizer, EndTokens(source), options.MaxBatch));
    }

    /// <summary>The name of the model: the last part of its folder unless another was given.</summary>
    public string Name { get; }

    /// <summary>The folder the model was loaded from.</summary>
    public string Directory { get; }

    /// <summary>The most tokens of a conversation, answer included.</summary>
    public int ContextLength => Settings.ContextLength;

    /// <summary>What of a call's options these models have a place for: how to sample, and where to stop.</summary>
    public static SupportedOptions Supports =>
        SupportedOptions.Temperature | SupportedOptions.TopP | SupportedOptions.TopK | SupportedOptions.StopSequences | SupportedOptions.Seed;

    /// <summary>The most tokens of an answer when the request sets no limit: that of <c>generation_config.json</c>, else 1,024.</summary>
    public int MaxOutputTokens => Defaults.MaxTokens ?? UsualMaxTokens;

    internal ModelSettings Settings { get; }

    internal ModelTokenizer Tokenizer { get; }

    internal GraphLayout Layout { get; }

    internal GenerationOptions Defaults => Settings.Defaults;

    /// <summary>The marker that ends an answer, beside the usual end tokens.</summary>
    internal string? EndOfTurn => _endOfTurn.Value;

    /// <summary>Loads a model in the Hugging Face layout: <c>config.json</c>, <c>tokenizer.json</c>, a chat template and <c>model.onnx</c>.</summary>
    /// <param name="directory">The folder of the model.</param>
    /// <param name="options">Threads and batch size; when null, the defaults.</param>
    /// <param name="name">The name it goes by; when null, the folder's.</param>
    /// <exception cref="LocalModelException">A file is missing, damaged, or of a kind the engine does not understand.</exception>
    public static LocalModel Load(string directory, LocalModelOptions? options = null, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new LocalModelOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBatch, 1, nameof(options));
        directory = Path.GetFullPath(directory);
        if (!System.IO.Directory.Exists(directory))
            throw new LocalModelException($"There is no model folder {directory}. `fusion models list` shows the models on this machine.");

        var settings = ModelSettings.Read(directory);
        var tokenizer = ModelTokenizer.Load(Path.Combine(directory, ModelFiles.Tokenizer));
        var graph = ModelFiles.FindGraph(directory);
        var session = OpenSession(graph, options);
        try
        {
            var layout = GraphLayout.Read(session, graph, settings);
            return new LocalModel(name ?? new DirectoryInfo(directory).Name, directory, settings, tokenizer, session, layout, options);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A client of this model. Disposing the client leaves the model open.</summary>
    public IChatClient AsChatClient() => new LocalChatClient(this);

    /// <summary>The number of tokens of a text, as the model reads it.</summary>
    /// <param name="text">The text; control tokens in it count as the plain text they are.</param>
    public int CountTokens(string text)
    {
        // Every sample of a prompt is reserved for on its own, with the same text.
        if (_counted is { } counted && ReferenceEquals(counted.Text, text))
            return counted.Tokens;
        counted = new Counted(text, Tokenizer.Encode(text).Count);
        _counted = counted;
        return counted.Tokens;
    }

    /// <summary>Waits for the step in work, ends all answers and frees the memory of the model.</summary>
    public void Dispose()
    {
        _scheduler.Dispose();
        _session.Dispose();
    }

    /// <summary>The tokens of a conversation up to where the answer begins.</summary>
    /// <exception cref="LocalModelException">The template refuses the conversation, or it is longer than the model can read.</exception>
    internal List<int> Encode(IReadOnlyList<PromptTurn> turns, CancellationToken cancellationToken = default)
    {
        PromptWriter prompt = new(Tokenizer, new EncodingWatch(ContextLength, cancellationToken));
        try
        {
            prompt.Write(_template.Value.Render(turns, cancellationToken: cancellationToken));
            return prompt.ToTokens();
        }
        catch (TooManyTokensException)
        {
            throw TooLong($"The prompt has more than {ContextLength:N0} tokens; {Name} reads at most {ContextLength:N0}, answer included. Shorten it, or use a model with a longer context.");
        }
    }

    /// <summary>Puts samples of one prompt into the queue.</summary>
    /// <exception cref="LocalModelException">The prompt leaves no room for an answer.</exception>
    internal GenerationJob Submit(TokenPrompt prompt, GenerationOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        GenerationJob job = new(prompt.Tokens, options, prompt.Seeds, cancellationToken) { MaxTokens = options.MaxTokens ?? UsualMaxTokens };
        return Submit(job);
    }

    /// <summary>Draws samples of many prompts, as many at once as the batch holds.</summary>
    /// <returns>For each prompt, its samples in the order of the seeds.</returns>
    internal async Task<IReadOnlyList<IReadOnlyList<GeneratedSample>>> GenerateBatchAsync(
        IReadOnlyList<TokenPrompt> prompts, GenerationOptions options, CancellationToken cancellationToken)
    {
        GenerationJob[] jobs = [.. prompts.Select(prompt => Submit(prompt, options, cancellationToken))];
        var results = new IReadOnlyList<GeneratedSample>[jobs.Length];
        for (var i = 0; i < jobs.Length; i++)
            results[i] = await SampleCollector.CollectAsync(jobs[i], cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <summary>The log-probability of every token of given continuations of one prompt, which is read once for all.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<float>>> LogProbabilitiesAsync(
        IReadOnlyList<int> prompt, IReadOnlyList<IReadOnlyList<int>> continuations, CancellationToken cancellationToken)
    {
        if (continuations.Any(continuation => continuation.Count == 0))
            throw new ArgumentException("A continuation without tokens has no log-probability.", nameof(continuations));

        GenerationJob job = new(prompt, new GenerationOptions { LogProbabilities = true }, new long[continuations.Count], cancellationToken)
        {
            Forced = continuations,
            MaxTokens = continuations.Max(continuation => continuation.Count),
        };
        var needed = prompt.Count + job.MaxTokens;
        if (needed > ContextLength)
            throw new LocalModelException($"Prompt and text to score have {needed:N0} tokens; {Name} reads at most {ContextLength:N0}. Shorten them.");

        var samples = await SampleCollector.CollectAsync(Submit(job), cancellationToken).ConfigureAwait(false);
        return [.. samples.Select(sample => sample.LogProbabilities)];
    }

    private static InferenceSession OpenSession(string graph, LocalModelOptions options)
    {
        using SessionOptions session = OnnxSessions.Options(options.Threads);
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", options.AllowSpinning ? "1" : "0");
        try
        {
            return OnnxSessions.Open(graph, session);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new LocalModelException($"{graph} cannot be loaded: {OnnxFault.Describe(exception)}", exception);
        }
    }

    // Nothing in it that a client may not know.
    private static LocalModelException TooLong(string message) => new(message)
    {
        Data = { [FusionProperties.FailureKind] = "ContextTooLong", [FusionProperties.BriefFailure] = message },
    };

    private GenerationJob Submit(GenerationJob job)
    {
        if (job.Prompt.Length == 0)
            throw new LocalModelException("The prompt is empty. Give the model at least one token to read.");
        if (job.Prompt.Length >= ContextLength)
            throw TooLong($"The prompt has {job.Prompt.Length:N0} tokens; {Name} reads at most {ContextLength:N0}, answer included. Shorten it, or use a model with a longer context.");

        if (job.Prompt.FirstOrDefault(id => (uint)id >= (uint)Layout.VocabularySize, -1) is >= 0 and var bad)
            throw new LocalModelException($"Token {bad} is outside the vocabulary of {Layout.VocabularySize:N0}: tokenizer.json and model.onnx of {Name} do not belong together.");

        job.MaxTokens = Math.Min(job.MaxTokens, ContextLength - job.Prompt.Length);
        if (job.Samples == 0)
            job.Complete();
        else
            _scheduler.Submit(job);
        return job;
    }

    private HashSet<int> EndTokens(ChatTemplateSource source)
    {
        HashSet<int> tokens = [.. Settings.EndTokens];
        foreach (var marker in new[] { source.EndToken, source.Text.Length > 0 ? EndOfTurnOrNull() : null })
        {
            if (marker is not null && Tokenizer.FindAdded(marker) is { } id)
                tokens.Add(id);
        }

        return tokens;
    }

    // A template that cannot be run fails when a conversation is asked for, not when the model is loaded: it can still score texts.
    private string? EndOfTurnOrNull()
    {
        try
        {
            return EndOfTurn;
        }
        catch (LocalModelException)
        {
            return null;
        }
    }

    private sealed record Counted(string Text, int Tokens);
}
