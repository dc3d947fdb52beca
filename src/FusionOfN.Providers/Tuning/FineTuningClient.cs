using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>The fine-tuning API of OpenAI-compatible servers: files, jobs and their events.</summary>
public sealed class FineTuningClient : IDisposable
{
    private const int EventsAtOnce = 100;
    private const int MaxPages = 100;
    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    private readonly EndpointOptions _options;
    private readonly HttpClient _http;

    /// <summary>Creates a client.</summary>
    /// <param name="endpoint">The server.</param>
    /// <exception cref="ArgumentException">It speaks another API.</exception>
    public FineTuningClient(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Options.Kind is not (EndpointKind.OpenAi or EndpointKind.Azure))
            throw new ArgumentException($"Endpoint '{endpoint.Options.Name}' has no fine-tuning API of OpenAI's kind.", nameof(endpoint));
        _options = endpoint.Options;
        _http = endpoint.CreateHttpClient(model: null);
    }

    /// <summary>Uploads a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="EndpointException">The server refuses, is not reached, or answers something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<string> UploadAsync(string path, CancellationToken cancellationToken = default)
    {
        using MultipartFormDataContent form = [];
        form.Add(new StringContent("fine-tune"), "purpose");
        StreamContent file = new(File.OpenRead(path)) { Headers = { ContentType = new MediaTypeHeaderValue("application/jsonl") } };
        form.Add(file, "file", Path.GetFileName(path));
        using JsonDocument answer = await SendAsync(HttpMethod.Post, "files", form, cancellationToken).ConfigureAwait(false);
        return Text(answer.RootElement, "id") ?? throw NoAnswer("an uploaded file without an id");
    }

    /// <summary>Makes a job.</summary>
    /// <param name="request">What is trained on what.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EndpointException">The server refuses, is not reached, or answers something else.</exception>
    public async Task<FineTuningJob> CreateAsync(FineTuningRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        JsonObject body = new() { ["model"] = request.Model, ["training_file"] = request.TrainingFile };
        if (request.ValidationFile is { } validation) body["validation_file"] = validation;
        if (request.Suffix is { } suffix) body["suffix"] = suffix;
        if (request.Seed is { } seed) body["seed"] = seed;
        if (request.Pairs || request.Epochs is not null)
        {
            string method = request.Pairs ? "dpo" : "supervised";
            body["method"] = new JsonObject { ["type"] = method };
            if (request.Epochs is { } epochs) body["method"]![method] = new JsonObject { ["hyperparameters"] = new JsonObject { ["n_epochs"] = epochs } };
        }

        using ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using JsonDocument answer = await SendAsync(HttpMethod.Post, "fine_tuning/jobs", content, cancellationToken).ConfigureAwait(false);
        return ReadJob(answer.RootElement);
    }

    /// <summary>Asks how a job stands.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EndpointException">The server refuses, is not reached, or answers something else.</exception>
    public async Task<FineTuningJob> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        using JsonDocument answer = await SendAsync(HttpMethod.Get, $"fine_tuning/jobs/{Uri.EscapeDataString(id)}", content: null, cancellationToken).ConfigureAwait(false);
        return ReadJob(answer.RootElement);
    }

    /// <summary>Finds the newest job that was made with a training file: one that was asked for, but whose answer never came.</summary>
    /// <param name="trainingFile">The file's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The job; null when there is none among the newest hundred.</returns>
    /// <exception cref="EndpointException">The server refuses, is not reached, or answers something else.</exception>
    public async Task<FineTuningJob?> FindAsync(string trainingFile, CancellationToken cancellationToken = default)
    {
        using JsonDocument answer = await SendAsync(HttpMethod.Get, "fine_tuning/jobs?limit=100", content: null, cancellationToken).ConfigureAwait(false);
        return Items(answer.RootElement).Select(ReadJob).FirstOrDefault(job => job.TrainingFile == trainingFile);
    }

    /// <summary>Ends a job. What it has learned is lost.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EndpointException">The server refuses, is not reached, or answers something else.</exception>
    public async Task<FineTuningJob> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        using JsonDocument answer = await SendAsync(HttpMethod.Post, $"fine_tuning/jobs/{Uri.EscapeDataString(id)}/cancel", content: null, cancellationToken).ConfigureAwait(false);
        return ReadJob(answer.RootElement);
    }

    /// <summary>Reads what a job has reported since an event.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="last">The id of the last event that is known; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The events, the oldest first.</returns>
    /// <exception cref="EndpointException">The server refuses, is not reached, or answers something else.</exception>
    public async Task<IReadOnlyList<FineTuningEvent>> EventsAsync(string id, string? last = null, CancellationToken cancellationToken = default)
    {
        // The newest come first, in pages.
        List<FineTuningEvent> events = [];
        string? after = null;
        for (int page = 0; page < MaxPages; page++)
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"fine_tuning/jobs/{Uri.EscapeDataString(id)}/events?limit={EventsAtOnce}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            using JsonDocument answer = await SendAsync(HttpMethod.Get, address, content: null, cancellationToken).ConfigureAwait(false);
            FineTuningEvent[] read = [.. Items(answer.RootElement).Select(ReadEvent)];
            FineTuningEvent[] fresh = [.. read.TakeWhile(one => one.Id != last)];
            events.AddRange(fresh);
            if (fresh.Length < read.Length || read.Length == 0 || !(answer.RootElement.TryGetProperty("has_more", out JsonElement more) && more.ValueKind == JsonValueKind.True)) break;
            after = read[^1].Id;
        }

        events.Reverse();
        return events;
    }

    /// <summary>Closes the client; the endpoint stays.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, $"{_options.BaseUrl.OriginalString.TrimEnd('/')}/{path}") { Content = content };
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
            using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            JsonDocument answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            return answer.RootElement.ValueKind == JsonValueKind.Object ? answer : throw NoAnswer("JSON that is no object");
        }
        catch (JsonException)
        {
            throw NoAnswer("something that is no JSON");
        }
        catch (HttpRequestException exception)
        {
            throw new EndpointException(_options.Name, EndpointFailureKind.Unreachable, "the answer broke off", innerException: exception) { IsTransient = true };
        }
    }

    private EndpointException NoAnswer(string what) =>
        new(_options.Name, EndpointFailureKind.GarbageReply, $"answered {what} where its fine-tuning API was asked", "check that base_url names a server that has one");

    private IEnumerable<JsonElement> Items(JsonElement answer) =>
        answer.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : throw NoAnswer("no list");

    private FineTuningJob ReadJob(JsonElement job) => new(Text(job, "id") ?? throw NoAnswer("a job without an id"), Text(job, "status") ?? "unknown")
    {
        TrainingFile = Text(job, "training_file"),
        Result = Text(job, "fine_tuned_model"),
        Problem = job.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object ? Text(error, "message") : null,
        TrainedTokens = job.TryGetProperty("trained_tokens", out JsonElement tokens) && tokens.ValueKind == JsonValueKind.Number && tokens.TryGetInt64(out long count) ? count : null,
    };

    private static FineTuningEvent ReadEvent(JsonElement item) => new(
        Text(item, "id") ?? "",
        item.TryGetProperty("created_at", out JsonElement at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out long seconds) && seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default,
        Text(item, "level") ?? "info",
        Text(item, "message") ?? "");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
