using System.Runtime.CompilerServices;
using FusionOfN.Providers;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The one way from the gateway to the engine: plans a run, runs it, and writes down how it ended. Endpoints and pages read its events.</summary>
internal sealed class FusionRuns
{
    private readonly CurrentModels _models;
    private readonly RunGate _gate;
    private readonly KeyGuard _keys;
    private readonly GatewayStore _store;
    private readonly DepthHeader _depth;
    private readonly GatewayConfiguration _configuration;
    private readonly FusionEngineOptions _engineOptions;

    public FusionRuns(
        CurrentModels models, RunGate gate, KeyGuard keys, GatewayStore store, DepthHeader depth, GatewayConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
    {
        _models = models;
        _gate = gate;
        _keys = keys;
        _store = store;
        _depth = depth;
        _configuration = configuration;
        _engineOptions = new FusionEngineOptions { TimeProvider = time, Logger = loggers.CreateLogger(FusionTelemetry.SourceName) };
    }

    /// <summary>Makes the recipe of a run and checks that it is allowed. Sends nothing.</summary>
    /// <exception cref="GatewayException">It cannot be made, or is not allowed.</exception>
    public PlannedRun Plan(RunRequest request)
    {
        var ask = request.Ask;
        var models = _models.Now;
        try
        {
            PlannedRun run = new(request, ask.PassThrough is { } model ? MakePlain(models, model, request.Call) : models.MakeRecipe(ask.Recipe, ask.Overrides), models);
            if (request.Depth > 0 && run.IsFusion && !run.IsSolo)
            {
                throw new GatewayException(400, request.ComesFromHere
                    ? "This gateway is asked by a member of its own fusion: one of its endpoints leads back to it. Name a plain model there."
                    : "This request comes from inside a fusion, and fusions are not nested. Name a plain model, or send x-fusion-mode: solo.")
                {
                    FailureReason = FailureReasons.FusionInvocationCapped,
                };
            }

            CheckKey(run);
            _keys.RequireRest(request.Key);
            ChoosingFields.Check(run);
            (request.AnswerCheck as JsonAnswerCheck)?.Prepare();
            run = PassOn(models.Source.ReadsLastTurnOnly ? LastTurn.Of(run) : run);
            PromptLimit.Check(run, _configuration.MaxPromptTokens);
            SupportCheck.Check(run);
            return run;
        }
        catch (SchemaProblemException exception)
        {
            throw GatewayException.BadField((request.AnswerCheck as JsonAnswerCheck)?.Place ?? "response_format", exception.Message, "invalid_schema");
        }
        catch (ConfigurationException exception)
        {
            throw new GatewayException(exception.Message, exception) { Param = "model", Code = "invalid_recipe" };
        }
    }

    /// <summary>Runs a planned run, as the engine's events, when it is its turn.</summary>
    /// <exception cref="GatewayException">429: too many wait already. 503: the gateway stops.</exception>
    public async IAsyncEnumerable<FusionEvent> RunAsync(PlannedRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ticket = await _keys.RequireBudgetsAsync(run.Request.Key, run.Request.Ask.SessionId, cancellationToken, run.Request.Rates);
        using var turn = await _gate.EnterAsync(run.Request.Key?.Id, cancellationToken);

        // Other models may have been put in since it was planned.
        while (!run.Models.TryHold())
            run = Plan(run.Request);
        try
        {
            ticket.Settle();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _gate.Stop);
            await using var steps = Start(run, ticket.Budgets, stop.Token).GetAsyncEnumerator(CancellationToken.None);
            var seesReasons = _keys.MaySeeReasons(run.Request.Key);
            while (true)
            {
                try
                {
                    if (!await steps.MoveNextAsync())
                        break;
                }
                catch (OperationCanceledException) when (_gate.Stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    throw RunGate.Stopping();
                }

                Keep(run, steps.Current);
                yield return seesReasons ? steps.Current : BriefReasons.Of(steps.Current);
            }
        }
        finally
        {
            run.Models.Release();
        }
    }

    private static Recipe MakePlain(GatewayModels models, string name, PassedCall? call)
    {
        var recipe = models.MakePlain(name);
        return call is null ? recipe : recipe with { Panel = new Panel(new PanelMember(call.Reach(recipe.Panel.Members[0].Model))) };
    }

    /// <summary>Whether a plain model is behind an API that has more addresses than chat.</summary>
    public bool IsPassable(string model) => PassedCall.CanReach(_models.Now.MakePlain(model).Panel.Members[0].Model);

    /// <summary>A plain model gets the request as it came, but for what its configuration sets; its own server holds the answer to the form.</summary>
    private static PlannedRun PassOn(PlannedRun run)
    {
        if (run.IsFusion)
            return run;

        var model = run.Recipe.Panel.Members[0].Model;
        PassedFields.GiveWay(run.Request.Options, model.Options);
        return model.Supports.HasFlag(SupportedOptions.ResponseFormat) ? run with { Request = run.Request with { AnswerCheck = null } } : run;
    }

    /// <summary>A recipe's name widens nothing: the key must be allowed each model that may be called.</summary>
    private static void CheckKey(PlannedRun run)
    {
        if (run.IsFusion)
            KeyGuard.RequireRecipe(run.Request.Key, run.Recipe.Name);
        if (run.Request.Key is { Models: not null } key)
            KeyGuard.RequireModels(key, run.Recipe.Models.Select(model => model.Name));
    }

    /// <summary>Writes down how a run ended, also when nobody reads its end any more.</summary>
    private void Keep(PlannedRun run, FusionEvent step)
    {
        var receipt = step switch
        {
            FusionCompleted completed => completed.Outcome.Receipt,
            FusionCancelled cancelled => cancelled.Receipt,
            _ => null,
        };
        if (receipt is null)
            return;

        var ask = run.Request.Ask;
        _store.AddRun(StoredRun.From(receipt, ask.RequestedModel, ask.Dialect) with
        {
            Kind = run.IsFusion ? RunKind.Fusion : RunKind.PassThrough,
            Recipe = run.IsFusion ? receipt.Recipe : null,
            Aggregator = run.IsFusion ? receipt.Aggregator : null,
            KeyId = run.Request.Key?.Id,
            SessionId = ask.SessionId,
            Streamed = run.Request.PassesAnswerOn,
            FailureReason = receipt.Failure is null or FusionFailure.Cancelled ? null : RunFailure.Of(receipt).FailureReason,
        });
    }

    private IAsyncEnumerable<FusionEvent> Start(PlannedRun run, IReadOnlyList<Budget> budgets, CancellationToken cancellationToken)
    {
        // A plain model is no fusion: what is behind its name may be one.
        FusionDepth.Current = run.IsFusion ? _depth.Write(run.Request.Depth) : null;
        CallOrigin.Current = run.Request.Key?.Id;
        return new FusionEngine(run.Recipe, _engineOptions).RunAsync(run.Request.ToEngine() with { SharedBudgets = budgets }, cancellationToken);
    }
}
