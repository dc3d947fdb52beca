using FusionOfN.Configuration;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Puts other models in the place of those that are served, or keeps them and says why.</summary>
internal sealed class ModelReloader : IDisposable
{
    private readonly CurrentModels _models;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModelReloader> _logger;
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ReloadState _state;

    public ModelReloader(CurrentModels models, GatewayOptions options, TimeProvider time, ILogger<ModelReloader> logger)
    {
        _models = models;
        _options = options;
        _time = time;
        _logger = logger;
        _state = new ReloadState(time.GetUtcNow(), null, null);
    }

    /// <summary>Since when the models are served, and why newer ones are not.</summary>
    public ReloadState State => _state;

    /// <summary><see cref="State"/> has changed. Raised on whatever thread loaded the models.</summary>
    public event Action? Changed;

    /// <summary>Loads the models anew. Whatever keeps them from being served, those that are served now stay.</summary>
    /// <returns>Whether others are served now.</returns>
    public async Task<bool> ReloadAsync(CancellationToken cancellationToken)
    {
        if (_options.Reload is not { } reload)
            return false;

        await _one.WaitAsync(cancellationToken);
        try
        {
            var models = await reload.LoadAsync(cancellationToken);
            try
            {
                // A recipe that cannot even be made shall not take the place of one that answers.
                models.MakeRecipe(null, RecipeOverrides.None);
            }
            catch
            {
                models.Dispose();
                throw;
            }

            _models.Replace(models);
            _state = new ReloadState(_time.GetUtcNow(), null, null);
            GatewayLog.Reloaded(_logger, models.Source.Origin);
            Changed?.Invoke();
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever is wrong with the new models, the old ones go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _state = _state with { Problem = exception.Message, FailedAt = _time.GetUtcNow() };
            GatewayLog.NotReloaded(_logger, exception.Message);
            Changed?.Invoke();
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
