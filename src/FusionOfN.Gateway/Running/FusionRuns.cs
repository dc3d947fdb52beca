using System.Runtime.CompilerServices;
using FusionOfN.Providers;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The one way from the gateway to the engine: plans a run, runs it, and writes down how it ended. Endpoints and pages read its events.</summary>
internal sealed class FusionRuns
{
    private readonly GatewayModels _models;
    private readonly DepthHeader _depth;
    private readonly FusionEngineOptions _engineOptions;

    public FusionRuns(GatewayModels models, DepthHeader depth, TimeProvider time, ILoggerFactory loggers)
    {
        _models = models;
        _depth = depth;
        _engineOptions = new FusionEngineOptions { TimeProvider = time, Logger = loggers.CreateLogger(FusionTelemetry.SourceName) };
    }

    /// <summary>Makes the recipe of a run and checks that it is allowed. Sends nothing.</summary>
    /// <exception cref="GatewayException">It cannot be made, or is not allowed.</exception>
    public PlannedRun Plan(RunRequest request)
    {
        var ask = request.Ask;
        try
        {
            PlannedRun run = new(request, ask.PassThrough is { } model ? _models.MakePlain(model) : _models.MakeRecipe(ask.Recipe, ask.Overrides));
            if (request.Depth > 0 && run.IsFusion && !run.IsSolo)
            {
                throw new GatewayException(400, request.ComesFromHere
                    ? "This gateway is asked by a member of its own fusion: one of its endpoints leads back to it. Name a plain model there."
                    : "This request comes from inside a fusion, and fusions are not nested. Name a plain model, or send x-fusion-mode: solo.")
                {
                    FailureReason = FailureReasons.FusionInvocationCapped,
                };
            }

            return run;
        }
        catch (ConfigurationException exception)
        {
            throw new GatewayException(exception.Message, exception) { Param = "model", Code = "invalid_recipe" };
        }
    }

    /// <summary>Runs a planned run, as the engine's events.</summary>
    public async IAsyncEnumerable<FusionEvent> RunAsync(PlannedRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FusionRequest request = new(run.Request.Messages)
        {
            Options = run.Request.Options,
            AnswerCheck = run.Request.AnswerCheck,
            PassesAnswerOn = run.Request.PassesAnswerOn,
            Candidates = run.Request.Candidates,
            Analyse = run.Request.Ask.Analyse,
        };
        // A plain model is no fusion: what is behind its name may be one.
        FusionDepth.Current = run.IsFusion ? _depth.Write(run.Request.Depth) : null;
        await foreach (var step in new FusionEngine(run.Recipe, _engineOptions).RunAsync(request, cancellationToken))
            yield return step;
    }
}
