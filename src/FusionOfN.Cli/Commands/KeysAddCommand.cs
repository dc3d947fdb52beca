using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FusionOfN.Gateway;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion keys add</c>: makes an API key.</summary>
internal static class KeysAddCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> name = new("name") { Description = "Whose key it is, or what for" };
        Option<string[]> recipes = Names("--recipe", "A recipe it may use; repeat it or use commas [default: all]");
        Option<string[]> models = Names("--model", "A model it may use, as member, judge, fusor or alone; NAME* for all that begin so [default: all]");
        Option<long?> requests = new("--max-requests-per-day") { Description = "Requests it may make on a UTC day", HelpName = "count" };
        Option<long?> tokens = new("--max-tokens-per-day") { Description = "Prompt and answer tokens it may take on a UTC day", HelpName = "count" };
        Option<decimal?> cost = Cost("--max-cost-per-day", "US dollars it may spend on a UTC day; models without a known price are then refused");
        Option<long?> sessionRequests = new("--max-requests-per-session") { Description = "Requests it may make in one session (fusion.session_id)", HelpName = "count" };
        Option<long?> sessionTokens = new("--max-tokens-per-session") { Description = "Prompt and answer tokens it may take in one session", HelpName = "count" };
        Option<decimal?> sessionCost = Cost("--max-cost-per-session", "US dollars it may spend in one session; models without a known price are then refused");
        Option<long?> minuteRequests = new("--max-requests-per-minute") { Description = "Requests it may make in one minute", HelpName = "count" };
        Option<long?> minuteTokens = new("--max-tokens-per-minute") { Description = "Prompt and answer tokens it may take in one minute", HelpName = "count" };
        Option<long?> concurrent = new("--max-concurrent-requests") { Description = "Requests it may have open at once", HelpName = "count" };
        Option<string?> expires = new("--expires") { Description = "When it ends: 12h, 30d, 2w, or a date", HelpName = "when" };
        Option<bool> admin = new("--admin") { Description = "It may see all runs and spend, and manage keys in the studio" };
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        Option<string?> store = StoreOption.Create();
        foreach (Option<long?> count in (Option<long?>[])[requests, tokens, sessionRequests, sessionTokens, minuteRequests, minuteTokens, concurrent])
            count.Validators.Add(AtLeastOne);

        CliCommand command = new(
            "add",
            "Make an API key. It is printed once, on standard output; only its hash is stored.",
            "fusion keys add laptop",
            "KEY=$(fusion keys add ci --expires 30d --max-cost-per-day 2)",
            "fusion keys add team --recipe default,best --model gpt --model 'ollama/*'")
        {
            Notes = KeysCommand.Notes,
        };
        command.Add(name);
        foreach (Option option in (Option[])[recipes, models, requests, tokens, cost, sessionRequests, sessionTokens, sessionCost, minuteRequests, minuteTokens, concurrent, expires, admin, json, store])
            command.Add(option);
        command.SetAction((parse, cancellationToken) =>
        {
            NewKey key = new(parse.GetRequiredValue(name))
            {
                Recipes = parse.GetValue(recipes) is { Length: > 0 } ofRecipes ? ofRecipes : null,
                Models = parse.GetValue(models) is { Length: > 0 } ofModels ? ofModels : null,
                Limits = new() { Requests = parse.GetValue(requests), Tokens = parse.GetValue(tokens), CostUsd = parse.GetValue(cost) },
                SessionLimits = new() { Requests = parse.GetValue(sessionRequests), Tokens = parse.GetValue(sessionTokens), CostUsd = parse.GetValue(sessionCost) },
                Rates = new()
                {
                    RequestsPerMinute = parse.GetValue(minuteRequests),
                    TokensPerMinute = parse.GetValue(minuteTokens),
                    Concurrent = parse.GetValue(concurrent),
                },
                ExpiresAt = parse.GetValue(expires) is { } when ? Expiry.Parse(when, host.Time.GetUtcNow()) : null,
                IsAdmin = parse.GetValue(admin),
            };
            KeyChoice choice = new(parse.GetValue(store), parse.GetValue(host.Options.Config), parse.GetValue(json));
            return new KeysAddRunner(host, choice, key).RunAsync(cancellationToken);
        });
        return command;
    }

    private static Option<string[]> Names(string option, string description) => new(option)
    {
        Description = description,
        HelpName = "name",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = NameList.Parse,
    };

    private static Option<decimal?> Cost(string option, string description) => new(option)
    {
        Description = description,
        HelpName = "usd",
        CustomParser = NumberOptions.ReadDollars,
    };

    private static void AtLeastOne(OptionResult result)
    {
        if (result.Tokens is [{ Value: { } text }] && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) && value < 1)
            result.AddError($"{result.Option.Name} must be at least 1, but it is {value}.");
    }
}
