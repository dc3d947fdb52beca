namespace FusionOfN.Providers;

/// <summary>Makes the exceptions of one endpoint and model: one place for kinds, wording and scrubbing.</summary>
internal sealed class FailureFactory(EndpointOptions options, string? model, SecretScrubber scrubber)
{
    /// <summary>Reads an error body. Secrets go first: shortened afterwards, a half of one could be left.</summary>
    public ErrorBody ReadError(string body) => ErrorBody.Read(scrubber.Scrub(body));

    /// <summary>The error object in place of an answer, or inside a stream; null when the JSON is none.</summary>
    public ErrorBody? FindError(string answer)
    {
        // The answers themselves are many and large; only what is an error is worth cleaning.
        if (ErrorBody.FindInAnswer(answer) is null) return null;
        return ReadError(answer);
    }

    public EndpointException FromStatus(int status, ErrorBody error, TimeSpan? retryAfter = null)
    {
        EndpointFailureKind kind = Classify(status, error);
        string said = error.Message.Length == 0 ? "" : $": \"{error.Message}\"";
        string wait = retryAfter is { } delay ? $", asks to wait {delay.TotalSeconds:0.#} s" : "";
        bool transient = kind is EndpointFailureKind.RateLimited or EndpointFailureKind.Overloaded or EndpointFailureKind.ServerError
            or EndpointFailureKind.Timeout;
        return Make(kind, $"{FailureWords.Of(kind)} (HTTP {status}){said}{wait}", transient, status, retryAfter, said: error);
    }

    /// <summary>An error sent in place of an answer, or inside a stream, where the status says that all is well.</summary>
    public EndpointException InsideAnswer(ErrorBody error)
    {
        if (int.TryParse(error.Code, out int number) && number is >= 400 and < 600) return FromStatus(number, error);
        int status = ErrorWords.Find(status: null, error) switch
        {
            EndpointFailureKind.RateLimited => 429,
            EndpointFailureKind.QuotaExhausted => 402,
            EndpointFailureKind.Overloaded => 529,
            EndpointFailureKind.Authentication => 401,
            EndpointFailureKind.NotFound => 404,
            EndpointFailureKind.BadRequest or EndpointFailureKind.ContextTooLong or EndpointFailureKind.Refused => 400,
            _ => 500,
        };
        return FromStatus(status, error);
    }

    public EndpointException Make(
        EndpointFailureKind kind, string what, bool isTransient, int? status = null, TimeSpan? retryAfter = null, Exception? cause = null, ErrorBody? said = null)
    {
        string where = model is null ? options.Address : $"model '{model}' at {options.Address}";
        // A cause that holds a key would bring it into every log that prints the whole exception.
        Exception? safe = cause is not null && scrubber.IsClean(cause.ToString()) ? cause : null;
        return new EndpointException(options.Name, kind, scrubber.Scrub($"{where}: {what}"), Mend(kind), safe)
        {
            Model = model,
            StatusCode = status,
            RetryAfter = retryAfter,
            IsTransient = isTransient,
            Said = said ?? new ErrorBody("", null),
        };
    }

    public EndpointException MissingVariable(string variable) => new(
        options.Name, EndpointFailureKind.Authentication, $"the environment variable {variable} is not set",
        "Set it to your key, or name another variable for this endpoint.")
    {
        Model = model,
    };

    public EndpointException Unreadable(Exception cause) =>
        Make(EndpointFailureKind.GarbageReply, cause is System.Text.Json.JsonException ? "the answer cannot be read: it is not valid JSON" : "the answer cannot be read", isTransient: true, cause: cause);

    public EndpointException TooLarge(int maxBytes) =>
        Make(EndpointFailureKind.GarbageReply, $"the answer is larger than {maxBytes / (1024 * 1024)} MB", isTransient: false);

    public EndpointException Broken(Exception cause) =>
        Make(EndpointFailureKind.Interrupted, "the connection broke before the answer was complete", isTransient: true, cause: cause);

    private static EndpointFailureKind Classify(int status, ErrorBody error) => ErrorWords.Find(status, error) ?? status switch
    {
        401 or 403 => EndpointFailureKind.Authentication,
        402 => EndpointFailureKind.QuotaExhausted,
        404 => EndpointFailureKind.NotFound,
        408 => EndpointFailureKind.Timeout,
        409 or 425 => EndpointFailureKind.ServerError,
        429 => EndpointFailureKind.RateLimited,
        503 or 529 => EndpointFailureKind.Overloaded,
        >= 500 => EndpointFailureKind.ServerError,
        _ => EndpointFailureKind.BadRequest,
    };

    private string? Mend(EndpointFailureKind kind) => kind switch
    {
        EndpointFailureKind.Authentication when options.ApiKeyVariable is null =>
            "Name the environment variable that holds the key (api_key_variable).",
        EndpointFailureKind.Authentication => $"Check the key in {options.ApiKeyVariable} and what it is allowed to do.",
        EndpointFailureKind.QuotaExhausted => "Add credit at the provider, or use another endpoint.",
        EndpointFailureKind.RateLimited => "Lower max_concurrency, or set requests_per_minute and tokens_per_minute to your limits.",
        EndpointFailureKind.Overloaded => "Try again later, or lower max_concurrency.",
        EndpointFailureKind.Timeout => "Raise the endpoint's timeouts, or check that the server is well.",
        EndpointFailureKind.Unreachable => "Check that the server runs and that base_url is right.",
        EndpointFailureKind.NotFound => "Check the model's name and base_url; OpenAI-compatible servers usually want it to end in /v1.",
        EndpointFailureKind.ContextTooLong => "Shorten the prompt, ask for fewer output tokens, or use a model with a larger context.",
        EndpointFailureKind.GarbageReply => "Check that base_url points at the API and that the endpoint's kind is right.",
        _ => null,
    };
}
