using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion keys revoke</c>: a key is refused from then on, for ever.</summary>
internal sealed class KeysRevokeRunner
{
    private readonly CliHost _host;
    private readonly KeyChoice _choice;
    private readonly string _idOrName;
    private readonly bool _isSure;

    /// <param name="host">The process.</param>
    /// <param name="choice">Where the keys are.</param>
    /// <param name="idOrName">The key.</param>
    /// <param name="isSure">Whether not to ask.</param>
    public KeysRevokeRunner(CliHost host, KeyChoice choice, string idOrName, bool isSure)
    {
        _host = host;
        _choice = choice;
        _idOrName = idOrName;
        _isSure = isSure;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using GatewayStore store = await KeyStore.OpenAsync(_host, _choice, cancellationToken);
        IReadOnlyList<ApiKey> found = await store.Keys.FindAsync(_idOrName, cancellationToken);
        ApiKey key = found.Where(key => key.RevokedAt is null).OrderByDescending(key => key.Id == _idOrName).FirstOrDefault()
            ?? throw CliException.BadInput(
                found.Count > 0 ? $"the key '{_idOrName}' is revoked already" : $"there is no key '{_idOrName}' in {store.Description}",
                "'fusion keys list' shows those that are.");
        if (!await IsConfirmedAsync(key, cancellationToken))
        {
            _host.Error.WriteLine("nothing was revoked");
            return ExitCode.Failed;
        }

        await store.Keys.RevokeAsync(key.Id, cancellationToken);
        _host.Error.WriteLine($"revoked {key.Id} '{key.Name}'; gateways that run refuse it within {KeyTable.RevokedEverywhereAfter.TotalSeconds} seconds");
        return ExitCode.Ok;
    }

    private async Task<bool> IsConfirmedAsync(ApiKey key, CancellationToken cancellationToken)
    {
        if (_isSure || !_host.IsInputTerminal || !_host.IsErrorTerminal)
            return true;

        _host.Error.Write($"Revoke {key.Id} '{key.Name}' ({key.Prefix}…) for ever? [y/N] ");
        return (await _host.In.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes";
    }
}
