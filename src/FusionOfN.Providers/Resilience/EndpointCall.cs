using Polly;

namespace FusionOfN.Providers;

/// <summary>One call to an endpoint, with all its attempts.</summary>
/// <param name="failures">Makes its failures.</param>
/// <param name="model">The model asked for.</param>
/// <param name="tokens">The tokens it will use, roughly.</param>
internal abstract class EndpointCall(FailureFactory failures, string model, long tokens)
{
    public FailureFactory Failures => failures;

    public string Model => model;

    public long Tokens => tokens;

    /// <summary>How many attempts were made, the present one counted.</summary>
    public int Attempts { get; set; }

    /// <summary>Makes one attempt; its failure is what it means to the endpoint.</summary>
    public abstract ValueTask<Outcome<object>> SendAsync(Attempt attempt);
}

/// <summary>One call to an endpoint, with what it is to bring.</summary>
/// <param name="failures">Makes its failures.</param>
/// <param name="model">The model asked for.</param>
/// <param name="tokens">The tokens it will use, roughly.</param>
/// <param name="send">Makes one attempt.</param>
internal sealed class EndpointCall<T>(FailureFactory failures, string model, long tokens, Func<Attempt, Task<T>> send) : EndpointCall(failures, model, tokens)
    where T : class
{
    public override async ValueTask<Outcome<object>> SendAsync(Attempt attempt)
    {
        try
        {
            return Outcome.FromResult<object>(await send(attempt).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // An outcome holds whatever happened.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Outcome.FromException<object>(attempt.Translate(exception));
        }
    }
}
