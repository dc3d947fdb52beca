using System.Globalization;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Gateway;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion keys list</c>: all keys, what they may do, and what they took today.</summary>
internal sealed class KeysListRunner
{
    private readonly CliHost _host;
    private readonly KeyChoice _choice;

    public KeysListRunner(CliHost host, KeyChoice choice)
    {
        _host = host;
        _choice = choice;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using GatewayStore store = await KeyStore.OpenAsync(_host, _choice, cancellationToken);
        DateTimeOffset now = _host.Time.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        var spend = (await store.SpendByDayAsync(today, today, null, cancellationToken)).ToDictionary(row => row.KeyId ?? "", row => row.Totals);
        KeyDocument[] keys = [.. (await store.Keys.ListAsync(cancellationToken)).Select(key => KeyDocument.From(key, now, spend.GetValueOrDefault(key.Id)))];
        if (_choice.Json)
            _host.Out.WriteLine(JsonSerializer.Serialize(keys, CliJson.Pretty.KeyDocumentArray));
        else if (keys.Length > 0)
            _host.Console.Write(ToTable(keys));
        _host.Error.WriteLine(keys.Length > 0 ? $"in {store.Description}" : $"There is no key in {store.Description}. 'fusion keys add NAME' makes one.");
        return ExitCode.Ok;
    }

    private static Table ToTable(IEnumerable<KeyDocument> keys)
    {
        // Two lines each: in one, seven columns would break words on an ordinary terminal.
        Table table = new Table().NoBorder().Collapse().HideHeaders();
        table.AddColumn(new TableColumn("") { Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn(""));
        foreach (KeyDocument key in keys)
        {
            string[] may = [
                MayUse(key),
                .. Limits("day", key.MaxRequestsPerDay, key.MaxTokensPerDay, key.MaxCostPerDay),
                .. Limits("session", key.MaxRequestsPerSession, key.MaxTokensPerSession, key.MaxCostPerSession),
                .. Limits("minute", key.MaxRequestsPerMinute, key.MaxTokensPerMinute, null),
                .. key.MaxConcurrentRequests is { } most ? [$"at most {Figures.Of(most, "request")} at once"] : Array.Empty<string>(),
                .. Today(key),
            ];
            table.AddRow(
                new Text(TerminalText.Clean(key.Name), new Style(decoration: Decoration.Bold)),
                new Text($"{key.Id}  {key.Prefix}…  {State(key)}\n{TerminalText.Clean(string.Join("; ", may))}"));
        }

        return table;
    }

    private static string State(KeyDocument key) => key switch
    {
        { State: KeyState.Revoked, RevokedAt: { } at } => string.Create(CultureInfo.InvariantCulture, $"revoked {at:yyyy-MM-dd}"),
        { State: KeyState.Expired, ExpiresAt: { } end } => string.Create(CultureInfo.InvariantCulture, $"expired {end:yyyy-MM-dd}"),
        { ExpiresAt: { } end } => string.Create(CultureInfo.InvariantCulture, $"until {end:yyyy-MM-dd}"),
        _ => "live",
    };

    private static string MayUse(KeyDocument key)
    {
        List<string> parts = [];
        if (key.Admin)
            parts.Add("admin");
        if (key.Recipes is { } recipes)
            parts.Add($"recipes {string.Join(", ", recipes)}");
        if (key.Models is { } models)
            parts.Add($"models {string.Join(", ", models)}");
        return key.Recipes is null && key.Models is null ? string.Join("; ", [.. parts, "everything"]) : string.Join("; ", parts);
    }

    private static IEnumerable<string> Limits(string span, long? requests, long? tokens, decimal? usd)
    {
        List<string> parts = [];
        if (requests is { } mostRequests)
            parts.Add(Figures.Of(mostRequests, "request"));
        if (tokens is { } mostTokens)
            parts.Add(Figures.Of(mostTokens, "token"));
        if (usd is { } mostUsd)
            parts.Add(Figures.Dollars(mostUsd));
        return parts.Count > 0 ? [$"a {span} at most {string.Join(", ", parts)}"] : [];
    }

    private static IEnumerable<string> Today(KeyDocument key) => key.RequestsToday == 0
        ? []
        : [$"today {Figures.Of(key.RequestsToday, "request")}, {Figures.Of(key.TokensToday, "token")}, {Figures.Dollars(key.CostUsdToday)}"];
}
