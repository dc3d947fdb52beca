using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration.Tests;

public sealed class RecipeBookTests
{
    [Theory]
    [InlineData("extra-high")]
    [InlineData("xhigh")]
    public void GetRecipe_MostReasoning_IsReadInBothSpellings(string word)
    {
        using var book = Yaml.Open($$"""
            {{Yaml.Base}}
            recipes:
              r: { panel: [{ model: gpt, samples: 2, reasoning: {{word}} }], fusor: gpt }
            """);

        Assert.Equal(ReasoningEffort.ExtraHigh, book.GetRecipe("r").Panel.Members[0].Model.Options!.Reasoning!.Effort);
    }

    [Fact]
    public void GetRecipe_FullRecipe_MapsEveryKey()
    {
        const string Text = Yaml.Base + """
            scorers:
              ens: { kind: ensemble, members: [agreement, { scorer: jud, weight: 2 }] }
              jud: { kind: judge, judge: claude }
            prices:
              gpt:
                - { input: 0.40, output: 1.60, cached_input: 0.10, source: here }
                - { input: 0.30, output: 1.20, from: 2026-06-01 }
            recipes:
              r:
                description: All of it
                panel:
                  - { model: gpt, samples: 3, temperature: 0.9, top_p: 0.95, top_k: 40, max_completion_tokens: 700, reasoning: low, stop: [END], max_concurrency: 2, body: { min_p: 0.1 } }
                  - claude
                spares: [openai/gpt-4o]
                max_concurrency: 4
                aggregator: weighted-vote
                fusor: [claude, gpt]
                judge: { model: gpt, criteria: Be right. }
                scorer: ens
                extractor: regex:x=(\d+)
                analyst: claude
                roles:
                  panel: { presence_penalty: 0.5 }
                  fusor: { temperature: 0, reasoning: { effort: extra-high } }
                quorum: { min: 2, grace_ms: 100, timeout_ms: 2000 }
                invocation: { mode: auto, initial_samples: 3, agreement: 0.6 }
                budget: { max_cost_usd: 0.25, max_calls: 12, max_tokens: 60000, max_wall_ms: 120000, assumed_price: { input: 5, output: 15 } }
                seed: 42
                record: true
            """;
        using var book = Yaml.Open(Text);

        var recipe = book.GetRecipe("r");

        Assert.Equal(("r", "weighted-vote", 42, true), (recipe.Name, recipe.Aggregator.Name, recipe.Seed, recipe.Record));
        Assert.Equal(["gpt", "claude"], recipe.Panel.Members.Select(member => member.Model.Name));
        Assert.Equal([3, 1], recipe.Panel.Members.Select(member => member.Samples));
        Assert.Equal((2, 4), (recipe.Panel.Members[0].MaxConcurrency, recipe.Panel.MaxConcurrency));
        Assert.Equal("openai/gpt-4o", Assert.Single(recipe.Panel.Spares).Model.Name);
        var options = recipe.Panel.Members[0].Model.Options!;
        Assert.Equal((0.9f, 0.95f, 40, 700), (options.Temperature, options.TopP, options.TopK, options.MaxOutputTokens));
        Assert.Equal(ReasoningEffort.Low, options.Reasoning!.Effort);
        Assert.Equal(["END"], options.StopSequences!);
        Assert.Equal(0.5f, options.PresencePenalty);
        Assert.Equal("""{"min_p":0.1}""", options.AdditionalProperties![EndpointProperties.Body]!.ToString()!.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(new Quorum { Min = 2, Grace = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromSeconds(2) }, recipe.Quorum);
        Assert.Equal((InvocationMode.Auto, 3, 0.6), (recipe.Invocation.Mode, recipe.Invocation.InitialSamples, recipe.Invocation.AgreementThreshold));
        Assert.Equal("7", recipe.Invocation.AnswerExtractor!.Extract("so x=7"));
        Assert.Equal((0.25m, 12, 60000L, TimeSpan.FromMinutes(2)), (recipe.Budget.MaxCostUsd, recipe.Budget.MaxCalls, recipe.Budget.MaxTokens, recipe.Budget.MaxWallTime));
        Assert.Equal(5, recipe.Budget.AssumedPrice!.Input);
        Assert.Equal("claude", recipe.Analyst!.Name);
        Assert.Equal(0.40m, recipe.Prices.Find("gpt", new(2026, 5, 31, 23, 59, 59, TimeSpan.Zero))!.Input);
        Assert.Equal(0.30m, recipe.Prices.Find("gpt", new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero))!.Input);
        Assert.Null(recipe.Prices.Find("claude", new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));

        var parts = book.GetParts("r");
        Assert.Equal(["claude", "gpt"], parts.Fusors.Select(fusor => fusor.Name));
        Assert.Equal(ReasoningEffort.ExtraHigh, parts.Fusors[0].Options!.Reasoning!.Effort);
        Assert.Equal(0f, parts.Fusors[1].Options!.Temperature);
        Assert.Equal(("gpt", "Be right.", "ens"), (parts.Judge!.Name, parts.Rubric, parts.Scorer!.Name));
    }

    [Fact]
    public void GetRecipe_RecipeThatSaysLittle_HasTheDefaultsOfTheEngine()
    {
        using var book = Yaml.Open(Yaml.Base + "recipes:\n  r: { panel: gpt }\n");

        var recipe = book.GetRecipe();
        Recipe standard = new("r", recipe.Panel, recipe.Aggregator);

        Assert.Equal((standard.Quorum, standard.Invocation, standard.Budget), (recipe.Quorum, recipe.Invocation, recipe.Budget));
        Assert.Equal((standard.Seed, standard.Record, "fusion"), (recipe.Seed, recipe.Record, recipe.Aggregator.Name));
        Assert.Equal(["gpt"], book.GetParts().Fusors.Select(fusor => fusor.Name));
        Assert.Equal(1, recipe.Panel.Size);
    }

    [Fact]
    public void Defaults_WrittenInTheSchema_AreThoseThatHold()
    {
        Quorum quorum = new();
        Invocation invocation = new();
        EndpointOptions endpoint = new() { Name = "a", BaseUrl = new("http://x") };
        RewardServerOptions reward = new() { Name = "a", BaseUrl = new("http://x"), Dialect = RewardDialect.Comet };

        Assert.Equal((quorum.Grace.TotalMilliseconds, quorum.Timeout.TotalMilliseconds), (Default<QuorumSettings>("grace_ms"), Default<QuorumSettings>("timeout_ms")));
        Assert.Equal((double)invocation.InitialSamples, Default<InvocationSettings>("initial_samples"));
        Assert.Equal(invocation.AgreementThreshold, Default<InvocationSettings>("agreement"));
        Assert.Equal((double)endpoint.MaxConcurrency, Default<EndpointSettings>("max_concurrency"));
        Assert.Equal(endpoint.Timeouts.Connect.TotalMilliseconds, Default<TimeoutSettings>("connect_ms"));
        Assert.Equal(endpoint.Timeouts.FirstToken.TotalMilliseconds, Default<TimeoutSettings>("first_token_ms"));
        Assert.Equal(endpoint.Timeouts.Silence.TotalMilliseconds, Default<TimeoutSettings>("silence_ms"));
        Assert.Equal(endpoint.Timeouts.Whole.TotalMilliseconds, Default<TimeoutSettings>("whole_ms"));
        Assert.Equal((double)endpoint.Retry.MaxRetries, Default<RetrySettings>("max_retries"));
        Assert.Equal(endpoint.Retry.BaseDelay.TotalMilliseconds, Default<RetrySettings>("base_delay_ms"));
        Assert.Equal(endpoint.Retry.MaxDelay.TotalMilliseconds, Default<RetrySettings>("max_delay_ms"));
        Assert.Equal(endpoint.Breaker.FailureRatio, Default<BreakerSettings>("failure_ratio"));
        Assert.Equal((double)endpoint.Breaker.MinimumAttempts, Default<BreakerSettings>("minimum_attempts"));
        Assert.Equal(endpoint.Breaker.Window.TotalMilliseconds, Default<BreakerSettings>("window_ms"));
        Assert.Equal(endpoint.Breaker.Rest.TotalMilliseconds, Default<BreakerSettings>("rest_ms"));
        Assert.Equal(reward.Timeout.TotalMilliseconds, Default<ScorerSettings>("timeout_ms"));
        Assert.Equal((endpoint.TokenLimitField, reward.RawField), (DefaultOf<EndpointSettings>("token_limit_field"), DefaultOf<ScorerSettings>("raw_field")));
        Assert.Equal((reward.Raw, reward.Probe), (DefaultOf<ScorerSettings>("raw"), DefaultOf<ScorerSettings>("probe")));
    }

    [Fact]
    public void GetRecipe_ThatExtends_TakesItsOwnThenTheOthersThenTheDefaults()
    {
        const string Text = Yaml.Base + """
            defaults:
              quorum: { grace_ms: 1, timeout_ms: 1000 }
              roles: { panel: { temperature: 0.5, top_p: 0.5 } }
              seed: 1
            recipes:
              base: { description: Base, panel: [gpt, claude], quorum: { timeout_ms: 2000 }, seed: 2, roles: { panel: { temperature: 0.6 } } }
              middle: { extends: base, quorum: { min: 2 } }
              top: { extends: middle, aggregator: minimum-bayes-risk, seed: 3 }
            """;
        using var book = Yaml.Open(Text);

        var recipe = book.GetRecipe("top");

        Assert.Equal(new Quorum { Min = 2, Grace = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(2) }, recipe.Quorum);
        Assert.Equal(3, recipe.Seed);
        Assert.Equal(["gpt", "claude"], recipe.Panel.Members.Select(member => member.Model.Name));
        Assert.Equal((0.6f, 0.5f), (recipe.Panel.Members[0].Model.Options!.Temperature, recipe.Panel.Members[0].Model.Options!.TopP));
        Assert.Null(book.Recipes.Single(summary => summary.Name == "top").Description);
    }

    [Fact]
    public void GetRecipe_OptionsOfSeveralLayers_MemberWinsOverRoleOverModel()
    {
        using var book = Yaml.Open(Yaml.Base + """
            recipes:
              r:
                panel: [{ model: gpt, top_p: 0.1 }, gpt]
                roles: { panel: { temperature: 0.7, top_p: 0.2 } }
            """);

        var members = book.GetRecipe().Panel.Members;

        Assert.Equal([(0.7f, 0.1f), (0.7f, 0.2f)], members.Select(member => (member.Model.Options!.Temperature!.Value, member.Model.Options.TopP!.Value)));
        Assert.Equal(0.2f, book.GetModel("gpt").Options!.Temperature);
    }

    [Fact]
    public void GetRecipe_AnchorsAndMergeKeys_Work()
    {
        using var book = Yaml.Open("""
            x-careful: &careful { temperature: 0.1, max_completion_tokens: 50 }
            endpoints:
              one: &server { base_url: 'http://x/v1', requests_per_minute: 7 }
              two: { <<: *server, base_url: 'http://y/v1' }
            recipes:
              r:
                panel:
                  - { <<: *careful, model: one/a, temperature: 0.3 }
                  - { <<: [*careful], model: two/b }
            """);

        Assert.Equal([0.3f, 0.1f], book.GetRecipe().Panel.Members.Select(member => member.Model.Options!.Temperature!.Value));
        Assert.Equal(["http://x/v1", "http://y/v1"], book.Endpoints.Select(endpoint => endpoint.BaseUrl.ToString()));
        Assert.All(book.Endpoints, endpoint => Assert.Equal(7, endpoint.RequestsPerMinute));
    }

    [Fact]
    public void GetRecipe_Overrides_WinOverTheRecipe()
    {
        using var book = Yaml.Open(Yaml.Base + """
            recipes:
              r: { panel: [{ model: gpt, samples: 4, temperature: 0.9 }], quorum: { min: 4 }, spares: claude, seed: 1 }
            """);

        var dealt = book.GetRecipe("r", new() { Models = ["claude", "gpt", "openai/gpt-4o"], Samples = 5, Seed = 9, Aggregator = "first" });
        var single = book.GetRecipe("r", new() { Models = ["claude"] });
        var fewer = book.GetRecipe("r", new() { Samples = 2 });
        var parts = book.GetParts("r", new() { Fusors = ["claude"], Judge = "gpt", Criteria = "Short.", Scorer = "agreement", Extractor = "number" });
        var limited = book.GetRecipe("r", new() { MaxCostUsd = 0.01m, Invocation = InvocationMode.Solo, Record = true });

        Assert.Equal(["claude ×2", "gpt ×2", "openai/gpt-4o ×1"], dealt.Panel.Members.Select(member => $"{member.Model.Name} ×{member.Samples}"));
        Assert.Empty(dealt.Panel.Spares);
        Assert.Equal((9, "first", 4), (dealt.Seed, dealt.Aggregator.Name, dealt.Quorum.Min));
        Assert.Equal(4, Assert.Single(single.Panel.Members).Samples);
        Assert.Equal((2, 2, 0.9f), (fewer.Panel.Size, fewer.Quorum.Min, fewer.Panel.Members[0].Model.Options!.Temperature));
        Assert.Equal("claude", Assert.Single(parts.Fusors).Name);
        Assert.Equal(("gpt", "Short.", "agreement", "number"), (parts.Judge!.Name, parts.Rubric, parts.Scorer!.Name, parts.Extractor!.Name));
        Assert.Equal((0.01m, InvocationMode.Solo, true), (limited.Budget.MaxCostUsd, limited.Invocation.Mode, limited.Record));
    }

    [Fact]
    public void GetRecipe_FileWithModelsOnly_CanStillBeAskedForModels()
    {
        using var book = Yaml.Open(Yaml.Base);

        Assert.Null(book.DefaultRecipe);
        Assert.Equal(3, book.GetRecipe(null, new() { Models = ["gpt"], Samples = 3 }).Panel.Size);
        Assert.Contains("has no recipe", Assert.Throws<ConfigurationException>(() => book.GetRecipe()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetRecipe_UnknownNames_AreConfigurationExceptionsWithTheMend()
    {
        using var book = Yaml.Open(Yaml.Base + "recipes:\n  mixed: { panel: gpt }\n");

        Assert.Equal("There is no recipe 'mixd' in fusion.yaml. Did you mean 'mixed'? Known: mixed.", Throws(() => book.GetRecipe("mixd")));
        Assert.Contains("There is no model 'gtp'. Did you mean 'gpt'?", Throws(() => book.GetRecipe(null, new() { Models = ["gtp"] })), StringComparison.Ordinal);
        Assert.Contains("There is no aggregator 'x'.", Throws(() => book.GetRecipe(null, new() { Aggregator = "x" })), StringComparison.Ordinal);
        Assert.Contains("There is no scorer 'x'.", Throws(() => book.GetScorer("x")), StringComparison.Ordinal);
        Assert.Contains("There is no endpoint 'x'.", Throws(() => book.GetEndpoint("x")), StringComparison.Ordinal);
        Assert.Contains("answer extractor", Throws(() => book.GetRecipe(null, new() { Extractor = "x" })), StringComparison.Ordinal);
        Assert.Contains("runs in this process", Throws(() => book.GetModel("local:lab/guess")), StringComparison.Ordinal);

        static string Throws(Action act) => Assert.Throws<ConfigurationException>(act).Message;
    }

    [Fact]
    public void GetRecipe_LocalMember_IsMadeOnceByTheCaller()
    {
        List<string> asked = [];
        using ScriptedChatClient client = new();
        RecipeBookOptions options = new()
        {
            LocalModels = name =>
            {
                asked.Add(name);
                return new ChatModel(name, client) { ContextWindow = 128, Options = new ChatOptions { MaxOutputTokens = 7 } };
            },
            Adapt = parts => parts.Fusors.All(fusor => fusor.Name == "lab/one") ? parts with { Prompt = new CompactFusorPrompt("{number}:", "=>", "compact-test") } : parts,
        };
        using var book = Yaml.Open("recipes:\n  r: { panel: [{ model: 'local:lab/one', samples: 5, temperature: 0.8 }], fusor: 'local:lab/one' }\n", options);

        var member = Assert.Single(book.GetRecipe().Panel.Members);
        Assert.Equal("compact-test", book.GetParts().Prompt!.Version);

        Assert.Equal(["lab/one"], asked);
        Assert.Same(client, member.Model.Client);
        Assert.Equal((128, 0.8f, 7), (member.Model.ContextWindow, member.Model.Options!.Temperature, member.Model.Options.MaxOutputTokens));
    }

    [Fact]
    public async Task GetRecipe_Endpoint_IsReachedWithItsKeyAndTheBodyOfItsLayers()
    {
        await using var upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "Paris";
        using var book = Yaml.Open(
            $$"""
            endpoints:
              fake: { base_url: '{{upstream.OpenAiUrl}}', api_key_variable: FAKE_KEY, body: { top_a: 0.5, logit_bias: { '5': -100 } }, token_limit_field: max_tokens }
            models:
              m: { endpoint: fake, id: served-model, body: { chat_template_kwargs: { enable_thinking: false } } }
            recipes:
              r: { panel: [{ model: m, samples: 2, temperature: 0.5, max_completion_tokens: 9, body: { top_a: 0.25 } }] }
            """,
            new() { Runtime = new() { ReadVariable = name => name == "FAKE_KEY" ? "the-secret" : null } });

        var model = book.GetRecipe().Panel.Members[0].Model;
        var response = await model.Client.GetResponseAsync("Capital of France?", model.Options, TestContext.Current.CancellationToken);

        Assert.Equal("Paris", response.Text);
        var request = Assert.Single(upstream.Requests);
        Assert.Equal("Bearer the-secret", request.Headers["Authorization"]);
        Assert.Equal("served-model", request.Model);
        Assert.Equal((0.5, 9, 0.25), ((double)request.Json["temperature"]!, (int)request.Json["max_tokens"]!, (double)request.Json["top_a"]!));
        Assert.False((bool)request.Json["chat_template_kwargs"]!["enable_thinking"]!);
        Assert.Equal(-100, (int)request.Json["logit_bias"]!["5"]!);
    }

    [Fact]
    public void MissingVariables_OfARecipe_NamesEachAndItsUser()
    {
        const string Text = """
            endpoints:
              a: { base_url: 'http://a', api_key_variable: KEY_A }
              b: { base_url: 'http://b', api_key_variable: KEY_B, headers: { X-Extra: '${KEY_H}' } }
              c: { base_url: 'http://c', api_key_variable: KEY_C }
            scorers:
              s: { kind: cohere-rerank, base_url: 'https://api.cohere.com', model: rerank-v3.5, api_key_variable: KEY_S }
            recipes:
              r: { panel: [a/x, b/y], scorer: s, aggregator: best-of-n }
            """;
        using var book = Yaml.Open(Text, new() { Runtime = new() { ReadVariable = name => name == "KEY_A" ? "set" : null } });

        Assert.Equal(
            [
                "The environment variable KEY_B is not set; endpoint 'b' takes its key from it.",
                "The environment variable KEY_H is not set; endpoint 'b' takes its key from it.",
                "The environment variable KEY_S is not set; scorer 's' takes its key from it.",
            ],
            book.MissingVariables());
    }

    [Fact]
    public void Summaries_OfAFile_ListEverythingInItsOrder()
    {
        using var book = Yaml.Open(ConfigurationTemplate.Write());

        Assert.Equal(["gpt", "claude", "gemma"], book.Models.Select(model => model.Name));
        Assert.Equal(("openai", "gpt-4.1-mini", (Price?)null), (book.Models[0].Endpoint, book.Models[0].Id, book.Models[0].Price));
        Assert.Equal(["self", "mixed", "best", "thrifty"], book.Recipes.Select(recipe => recipe.Name));
        var best = book.Recipes[2];
        Assert.Equal(["gpt ×2", "claude", "gemma"], best.Panel);
        Assert.Equal(("best-of-n", 4, false), (best.Aggregator, best.Size, best.IsDefault));
        Assert.Equal(InvocationMode.Auto, book.Recipes[3].Invocation);
        Assert.Equal(new ScorerSummary("judge", "judge", null), Assert.Single(book.Scorers));
    }

    [Fact]
    public void ForModel_FoundEndpoint_GivesSelfFusionOfItsModel()
    {
        EndpointOptions found = new() { Name = "openai", BaseUrl = new("https://api.openai.com/v1"), ApiKeyVariable = "OPENAI_API_KEY" };
        using RecipeBook book = new(FusionConfiguration.ForModel("OPENAI_API_KEY", "openai/gpt-4.1-mini", [found]));

        var recipe = book.GetRecipe();

        Assert.Equal(("OPENAI_API_KEY", "default", 5), (book.Source, recipe.Name, recipe.Panel.Size));
        var model = Assert.Single(recipe.Panel.Members).Model;
        Assert.Equal((0.7f, (float?)null), (model.Defaults!.Temperature, model.Options?.Temperature));
        Assert.Same(found, book.Endpoints[0]);
        Assert.Same(found, book.GetEndpoint("openai").Options);
        Assert.Equal("openai/gpt-4.1-mini", Assert.Single(book.Models).Name);
        Assert.Throws<ArgumentException>(() => FusionConfiguration.ForModel("x", "other/gpt", [found]));
    }

    [Fact]
    public void ForModel_ModelOfThisProcess_KeepsWhatItsFilesSay()
    {
        using FusionOfN.Testing.ScriptedChatClient client = new("a");
        using RecipeBook book = new(
            FusionConfiguration.ForModel("--models", "local:./x", []), new RecipeBookOptions { LocalModels = name => new ChatModel($"local:{name}", client) });

        var recipe = book.GetRecipe();

        Assert.Null(Assert.Single(recipe.Panel.Members).Model.Defaults);
        Assert.Equal("local:./x", recipe.Aggregator.Writer!.Name);
    }

    private static double Default<T>(string key) => Convert.ToDouble(DefaultOf<T>(key), System.Globalization.CultureInfo.InvariantCulture);

    private static object? DefaultOf<T>(string key) => Shape.Of(typeof(T)).Fields.Single(field => field.Key == key).Default;
}
