using System.Text.Json;
using FusionOfN.Configuration;
using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion keys add</c>: makes a key and prints it, the only time it can be seen.</summary>
internal sealed class KeysAddRunner
{
    private readonly CliHost _host;
    private readonly KeyChoice _choice;
    private readonly NewKey _key;

    public KeysAddRunner(CliHost host, KeyChoice choice, NewKey key)
    {
        _host = host;
        _choice = choice;
        _key = key;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        WarnOfUnknownNames();
        await using GatewayStore store = await KeyStore.OpenAsync(_host, _choice, cancellationToken);
        KeyAddition made = await store.Keys.AddAsync(_key, cancellationToken);
        if (!made.IsMade)
            throw CliException.BadInput(made.Problem);
        _host.Out.WriteLine(
            _choice.Json ? JsonSerializer.Serialize(KeyDocument.From(made.Key, _host.Time.GetUtcNow(), secret: made.Secret), CliJson.Pretty.KeyDocument) : made.Secret);
        _host.Error.WriteLine($"made {made.Key.Id} '{made.Key.Name}' in {store.Description}");
        _host.Error.WriteLine("Keep the key now: only its hash is stored, and it cannot be shown again.");
        return ExitCode.Ok;
    }

    /// <summary>A misspelt name would lock the key out of what it was made for. The file may be another than the gateway's, so it is no error.</summary>
    private void WarnOfUnknownNames()
    {
        if ((_key.Recipes is null && _key.Models is null) || CliConfiguration.Find(_host, _choice.ConfigFile) is not { } path)
            return;
        if (!CliConfiguration.Read(_host, path).IsUsable)
            return;

        using RecipeBook book = new(CliConfiguration.Load(_host, path), new RecipeBookOptions { Runtime = CliModels.Runtime(_host) });
        string file = Path.GetRelativePath(_host.WorkingDirectory, path);
        foreach (string name in (_key.Recipes ?? []).Where(name => !name.EndsWith('*') && book.Recipes.All(recipe => recipe.Name != name)))
            _host.Error.WriteLine($"warning: {file} has no recipe '{name}'");
        foreach (string name in (_key.Models ?? []).Where(name => name.IndexOfAny(['*', '/', ':']) < 0 && book.Models.All(model => model.Name != name)))
            _host.Error.WriteLine($"warning: {file} has no model '{name}'");
    }
}
