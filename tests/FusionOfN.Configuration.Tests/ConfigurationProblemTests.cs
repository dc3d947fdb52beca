namespace FusionOfN.Configuration.Tests;

/// <summary>One mistake each: its exact place, what is said about it, and the mend.</summary>
public sealed class ConfigurationProblemTests
{
    public static TheoryData<string, int, int, string, string> Mistakes => new()
    {
        // Form of the file.
        { "", 1, 1, "The file is empty.", "fusion init" },
        { "# only a comment\n", 1, 1, "The file is empty.", "fusion init" },
        { "- a\n- b\n", 1, 1, "Expected a block of keys, found a list.", "Keys here: endpoints, models" },
        { "models:\n  a: [1, 2\n", 3, 1, "This is not valid YAML", "brackets" },
        { "models:\n\ta: 1\n", 2, 1, "This is not valid YAML", "indentation" },
        { "recipes:\n  a: {x: 1\n  b: 2\n", 2, 8, "a bracket or quote is not closed", "brackets" },
        { "recipes:\n  a: 1\n b: 2\n", 3, 2, "did not find expected key", "indentation" },
        { "recipes: *nowhere\n", 1, 10, "there is no anchor '&nowhere'", "" },
        { "recipes: &loop\n  a: *loop\n", 2, 6, "the anchor '&loop' contains itself", "" },
        { "defaults: {}\n---\nmodels: {}\n", 2, 1, "A second document starts here.", "'---'" },
        { "defaults: {}\ndefaults: {}\n", 2, 1, "'defaults' is there twice; the first is in line 1.", "Remove or rename" },
        { "defaults:\n  <<: text\n", 2, 3, "'<<' takes a block of keys", "anchor" },

        // Keys.
        { "recipies: {}\n", 1, 1, "Unknown key 'recipies'.", "Did you mean 'recipes'?" },
        { "defaults:\n  qourum: {}\n", 2, 3, "Unknown key 'qourum'.", "Did you mean 'quorum'?" },
        { "defaults:\n  wombat: 1\n", 2, 3, "Unknown key 'wombat'.", "Keys here: recipe, aggregator, fusor" },
        { "defaults:\n  roles:\n    panel: { max_tokens: 5 }\n", 3, 14, "Unknown key 'max_tokens'.", "Did you mean 'max_completion_tokens'?" },
        { "endpoints:\n  a: { api_base: 'http://x' }\n", 2, 8, "Unknown key 'api_base'.", "Did you mean 'base_url'?" },
        { "endpoints:\n  a:\n    kind: ollama\n", 3, 5, "'base_url' is missing.", "Add 'base_url: …'" },
        { "endpoints:\n  a:\n    base_url:\n", 3, 5, "'base_url' has no value.", "Give one" },
        { "endpoints:\n  a:\n", 2, 3, "'a' is empty.", "Give it keys" },
        { "endpoints: [a]\n", 1, 12, "'endpoints' takes names and their values, not a list.", "name:" },
        { "defaults:\n  judge: { model: 'local:x', criteria: Right, then short }\n", 2, 47, "Unknown key 'then short'.", "A comma inside { }" },

        // Values.
        { "defaults: { seed: soon }\n", 1, 19, "'seed' takes a whole number, found 'soon'.", "bare number" },
        { "defaults: { seed: '5' }\n", 1, 19, "'seed' takes a whole number, found the text \"5\".", "Remove the quotes." },
        { "defaults: { seed: 1.5 }\n", 1, 19, "'seed' takes a whole number, found '1.5'.", "" },
        { "defaults: { seed: 1_000 }\n", 1, 19, "'seed' takes a whole number, found '1_000'.", "digits only" },
        { "defaults: { seed: [5, 6] }\n", 1, 19, "'seed' takes a whole number, found a list.", "Write one value." },
        { "defaults: { seed: -1 }\n", 1, 19, "'seed' is -1, which is out of range.", "Give at least 0." },
        { "defaults:\n  roles:\n    panel:\n      temperature: 3\n", 4, 20, "'temperature' is 3, which is out of range.", "Give a value from 0 to 2." },
        { "defaults: { record: yes }\n", 1, 21, "'record' takes true or false, found 'yes'.", "Write true or false" },
        { "defaults: { aggregator: fushion }\n", 1, 25, "Unknown aggregator 'fushion'.", "Did you mean 'fusion'?" },
        { "defaults: { invocation: always }\n", 1, 25, "Unknown mode 'always'.", "Known: required, auto, solo, shadow." },
        { "defaults: { invocation: { agreement: 80 } }\n", 1, 38, "'agreement' is 80", "from 0 to 1" },
        { "defaults: { extractor: nummber }\n", 1, 24, "'nummber' does not fit 'extractor'.", "regex:PATTERN" },
        { "defaults: { extractor: 'regex:(' }\n", 1, 24, "regular expression is not valid", "" },
        { "endpoints:\n  a: { base_url: localhost:8000 }\n", 2, 18, "'localhost:8000' does not fit 'base_url'.", "http://localhost:8000/v1" },
        { "endpoints:\n  a: { base_url: 'https://me:pw@host/v1' }\n", 2, 18, "does not fit 'base_url'.", "without a user name or password" },
        { "endpoints:\n  a: { base_url: 'http://x:y/v1' }\n", 2, 18, "'http://x:y/v1' is no valid address.", "full address" },
        { "endpoints:\n  a: { kind: openia, base_url: 'http://x' }\n", 2, 14, "Unknown kind 'openia'.", "Did you mean 'openai'?" },
        { "endpoints:\n  a: { base_url: 'http://x', max_concurrency: 0 }\n", 2, 47, "'max_concurrency' is 0", "from 1 to 10000" },
        { "endpoints:\n  a: { base_url: 'http://x', timeouts: soon }\n", 2, 40, "'whole_ms' takes a whole number, found 'soon'.", "" },
        { "endpoints:\n  a: { base_url: 'http://x', headers: none }\n", 2, 39, "'headers' takes names and their values", "" },
        { "endpoints:\n  a: { base_url: 'http://x', body: none }\n", 2, 36, "Expected a block of fields to send, found 'none'.", "" },
        { "endpoints:\n  local: { base_url: 'http://x' }\n", 2, 3, "'local' cannot be an endpoint's name.", "without a slash" },
        { "endpoints:\n  a: { base_url: 'http://x', retry: { base_delay_ms: 5000, max_delay_ms: 10 } }\n", 2, 54, "longer than the longest", "at most max_delay_ms" },
        { Yaml.Base + "prices:\n  gpt: { input: free, output: 1 }\n", 12, 17, "'input' takes a number, found 'free'.", "" },
        { Yaml.Base + "prices:\n  gpt: { input: -1, output: 1 }\n", 12, 17, "'input' is -1", "at least 0" },
        { Yaml.Base + "prices:\n  gpt: { input: 1 }\n", 12, 8, "'output' is missing.", "" },
        { Yaml.Base + "prices:\n  gpt: { input: 1, output: 1, from: today }\n", 12, 37, "'from' takes a date, found 'today'.", "2026-01-31" },
        { Yaml.Base + "prices:\n  gpt:\n    - { input: 1, output: 1 }\n    - { input: 2, output: 2 }\n", 14, 7, "Two prices of this model hold from the same day.", "'from'" },

        // Keys that stand in the file.
        { "endpoints:\n  a:\n    base_url: https://x\n    api_key_variable: sk-abcdefghijklmnop1234567890\n", 4, 23, "This looks like a key.", "environment variable" },
        { "endpoints:\n  a:\n    base_url: https://x\n    headers: { Authorization: Bearer abc }\n", 4, 31, "The header 'Authorization' holds a key.", "${NAME}" },
        { "endpoints:\n  a:\n    base_url: https://x\n    headers: { X-Thing: hf_abcdefghijklmnopqrst }\n", 4, 25, "This looks like a key.", "best replaced" },
        { "endpoints:\n  a:\n    base_url: https://x\n    api_key_variable: my key\n", 4, 23, "'my key' does not fit 'api_key_variable'.", "OPENAI_API_KEY" },

        // References.
        { "models:\n  a: { endpoint: opnai, id: x }\nendpoints:\n  openai: { base_url: 'http://x' }\n", 2, 18, "There is no endpoint 'opnai'.", "Did you mean 'openai'?" },
        { Yaml.Base + "recipes:\n  r: { panel: [gtp] }\n", 12, 16, "There is no model 'gtp'.", "Did you mean 'gpt'?" },
        { Yaml.Base + "recipes:\n  r:\n    panel:\n      - { model: wombat, samples: 2 }\n", 14, 18, "There is no model 'wombat'.", "Known: gpt, claude. Or name it as ENDPOINT/MODEL-ID" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, fusor: [gpt, clod] }\n", 12, 33, "There is no model 'clod'.", "Known" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, judge: clade }\n", 12, 27, "There is no model 'clade'.", "Did you mean 'claude'?" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, analyst: x }\n", 12, 29, "There is no model 'x'.", "" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, scorer: reward }\n", 12, 28, "There is no scorer 'reward'.", "Known: agreement." },
        { Yaml.Base + "recipes:\n  r: { panel: gpt }\ndefaults: { recipe: q }\n", 13, 21, "There is no recipe 'q'.", "Known: r." },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, spares: [gptt] }\n", 12, 29, "There is no model 'gptt'.", "Did you mean 'gpt'?" },

        // Recipes.
        { Yaml.Base + "recipes:\n  r: { fusor: gpt }\n", 12, 3, "The panel has no members.", "panel: [MODEL, …]" },
        { Yaml.Base + "recipes:\n  r: { panel: [] }\n", 12, 8, "The panel has no members.", "" },
        { Yaml.Base + "recipes:\n  r: { panel: [{ model: gpt, samples: 0 }] }\n", 12, 39, "'samples' is 0", "from 1 to 1000" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, extends: r }\n", 12, 29, "The recipe extends itself: r → r.", "Remove" },
        { Yaml.Base + "recipes:\n  q: { panel: gpt }\n  r: { panel: q }\n", 13, 15, "'q' is a recipe; a recipe cannot stand where a model is called", "" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, quorum: { min: 3 } }\n", 12, 35, "The quorum asks for 3 candidates, but the panel gives 1.", "at most 1" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, invocation: { mode: auto, initial_samples: 4 } }\n", 12, 63, "Adaptive sampling starts with 4 samples, but the panel gives 1.", "" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, fusor: [] }\n", 12, 20, "The list of fusors is empty.", "" },
        { Yaml.Base + "recipes:\n  my/r: { panel: gpt }\n", 12, 3, "holds a space, slash or colon", "letters" },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, budget: { max_cost_usd: 1 } }\n", 12, 44, "the price of 'gpt' is not known", "Add 'gpt' under 'prices'" },
        { "recipes:\n  r: { panel: { model: 'local:a/b', body: { x: 1 } } }\n", 2, 37, "'local:a/b' runs in this process", "Remove it." },
        { Yaml.Base + "recipes:\n  r: { panel: { model: claude, body: { stream: true } } }\n", 12, 32, "'body' sets 'stream', which every request sets itself.", "Take it out." },
        { "endpoints:\n  a: { base_url: 'http://x', body: { model: y } }\n", 2, 30, "'body' sets 'model', which every request sets itself.", "Take it out." },
        { "defaults: { roles: { fusor: { body: { messages: [] } } } }\n", 1, 31, "'body' sets 'messages'", "Take it out." },

        // Scorers.
        { "scorers:\n  s: { kind: vllm, base_url: 'http://x' }\n", 2, 14, "Unknown kind 'vllm'.", "vllm-classify" },
        { "scorers:\n  s: { kind: tei-rerank }\n", 2, 3, "A scorer of kind tei-rerank needs 'base_url'.", "" },
        { "scorers:\n  s: { kind: vllm-classify, base_url: 'http://x' }\n", 2, 3, "A scorer of kind vllm-classify needs 'model'.", "" },
        { "scorers:\n  s: { kind: sglang-classify, base_url: 'http://x' }\n", 2, 3, "needs 'template': the server takes finished text.", "chatml" },
        { "scorers:\n  s: { kind: sglang-classify, base_url: 'http://x', template: '<s>{role} {content}' }\n", 2, 63, "The template starts with <s>, which the server adds itself", "" },
        { "scorers:\n  s: { kind: sglang-classify, base_url: 'http://x', template: llama }\n", 2, 63, "neither a known name nor a text with {content}", "llama-3" },
        { "scorers:\n  s: { kind: comet, base_url: 'http://x', source_pattern: 'German' }\n", 2, 59, "The pattern has no group.", "one group" },
        { "scorers:\n  s: { kind: judge }\n", 2, 3, "A scorer of kind judge needs 'judge'.", "" },
        { "scorers:\n  s: { kind: ensemble, members: agreement }\n", 2, 3, "An ensemble needs at least two scorers.", "" },
        { "scorers:\n  s: { kind: ensemble, members: [agreement, s] }\n", 2, 45, "'s' is itself an ensemble.", "" },
        { "scorers:\n  s: { kind: ensemble, members: [agreement, t] }\n", 2, 45, "There is no scorer 't'.", "Known: s, agreement." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_OneMistake_IsReportedAtItsPlaceWithTheMend(string text, int line, int column, string message, string mend)
    {
        var problem = Assert.Single(Yaml.Problems(text));

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(mend, problem.Mend, StringComparison.Ordinal);
        Assert.False(problem.IsWarning);
        Assert.Null(FusionConfiguration.Parse(text).Configuration);
    }

    public static TheoryData<string, int, int, string> Oddities => new()
    {
        { Yaml.Base + "prices:\n  gtp: { input: 1, output: 1 }\n", 12, 3, "There is a price for 'gtp', but no such model." },
        { Yaml.Base + "recipes:\n  r: { panel: gpt, aggregator: first, scorer: agreement }\n", 12, 47, "The aggregator 'first' uses no scorer." },
        { "endpoints:\n  a: { base_url: 'http://x', api_version: '1' }\n", 2, 43, "'api_version' is only sent to endpoints of kind azure." },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Parse_SomethingOdd_WarnsAndIsUsable(string text, int line, int column, string message)
    {
        var result = FusionConfiguration.Parse(text);

        var problem = Assert.Single(result.Problems);
        Assert.True(problem.IsWarning);
        Assert.Equal((line, column, message), (problem.Line, problem.Column, problem.Message));
        Assert.True(result.IsUsable);
    }

    [Fact]
    public void Parse_ManyMistakes_ReportsAllAtOnceInTheOrderOfTheFile()
    {
        const string Text = """
            endpoints:
              openai:
                base_url: api.openai.com
                api_key: sk-abcdefghijklmnopqrstuvwx
            models:
              gpt:
                endpoint: opnai
                temprature: 3
            recipes:
              r:
                panel: [{ model: gpd, samples: many }]
                quorum: { min: 0 }
            wombat: true
            """;

        var result = FusionConfiguration.Parse(Text, "my.yaml");

        Assert.Equal(
            [
                "my.yaml:3:15: error: 'api.openai.com' does not fit 'base_url'. Write a full address such as http://localhost:8000/v1, without a user name or password.",
                "my.yaml:4:5: error: Unknown key 'api_key'. Did you mean 'api_key_variable'?",
                "my.yaml:4:14: error: This looks like a key. Put it into an environment variable and name the variable with 'api_key_variable', or as '${NAME}' in a header. A key that was saved here is best replaced.",
                "my.yaml:7:5: error: 'id' is missing. Add 'id: …': the model's id at the endpoint.",
                "my.yaml:7:15: error: There is no endpoint 'opnai'. Did you mean 'openai'? Known: openai.",
                "my.yaml:8:5: error: Unknown key 'temprature'. Did you mean 'temperature'?",
                "my.yaml:11:22: error: There is no model 'gpd'. Did you mean 'gpt'? Known: gpt.",
                "my.yaml:11:36: error: 'samples' takes a whole number, found 'many'. Write the bare number.",
                "my.yaml:12:20: error: 'min' is 0, which is out of range. Give a value from 1 to 1000.",
                "my.yaml:13:1: error: Unknown key 'wombat'. Keys here: endpoints, models, prices, scorers, recipes, defaults, gateway.",
            ],
            result.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Parse_KeyInTheFile_IsNeverShown()
    {
        const string Secret = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
        string[] texts =
        [
            $"endpoints:\n  a: {{ base_url: 'https://x', api_key_variable: {Secret} }}\n",
            $"defaults: {{ aggregator: {Secret} }}\n",
            $"defaults: {{ seed: {Secret} }}\n",
            $"defaults: {{ seed: '{Secret}' }}\n",
            $"defaults: {{ {Secret}: 1 }}\n",
            $"recipes:\n  r: {{ panel: {Secret} }}\n",
            $"recipes:\n  r: {{ panel: openai/x, scorer: {Secret} }}\n",
            $"defaults: {{ recipe: {Secret} }}\n",
            $"{Secret}: 1\n{Secret}: 2\n",
        ];

        Assert.All(texts, text =>
        {
            var problems = Yaml.Problems(text);
            Assert.NotEmpty(problems);
            Assert.DoesNotContain(problems, problem => problem.ToString().Contains(Secret, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("Skywork/Skywork-Reward-V2-Llama-3.1-8B")]
    [InlineData("command-r-plus-08-2024")]
    [InlineData("0123456789abcdef0123456789abcdef01234567")]
    [InlineData("anthropic.claude-3-5-sonnet-20241022-v2:0")]
    [InlineData("hf_hub/model")]
    public void Parse_ModelIdThatIsLong_IsNoKey(string id)
    {
        var problems = Yaml.Problems($"endpoints:\n  a: {{ base_url: 'http://x' }}\nmodels:\n  m: {{ endpoint: a, id: '{id}' }}\n");

        Assert.Empty(problems);
    }

    [Fact]
    public void Parse_RecipesThatExtendEachOther_NamesTheLoopAtEach()
    {
        var problems = Yaml.Problems(Yaml.Base + "recipes:\n  a: { panel: gpt, extends: b }\n  b: { extends: c }\n  c: { extends: a }\n");

        Assert.Equal(
            [(12, "a → b → c → a"), (13, "b → c → a → b"), (14, "c → a → b → c")],
            problems.Select(problem => (problem.Line, problem.Message.Split(": ")[1].TrimEnd('.'))));
    }

    [Fact]
    public void Parse_AliasesInsideAliases_EndsQuickly()
    {
        // Each level doubles: 2^40 nodes when written out.
        string text = "x-0: &a0 [lol, lol]\n"
            + string.Concat(Enumerable.Range(1, 40).Select(level => $"x-{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n"))
            + "endpoints:\n  a: { base_url: 'http://x', body: { deep: *a40 } }\n";

        var problem = Assert.Single(Yaml.Problems(text));

        Assert.Contains("more than 10000 values", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepNesting_IsAProblemNotAStackOverflow()
    {
        var problem = Assert.Single(Yaml.Problems("x-a: " + new string('[', 5000) + new string(']', 5000)));

        Assert.Contains("levels of nesting", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TextWithRandomDamage_GivesProblemsInTheTextOrRecipesThatCanBeMade()
    {
        Random random = new(7);
        const string Pieces = "{}[]:,-#&*!|>'\"%@` \t\n\u0000a0<~\u00e9";
        for (int round = 0; round < 500; round++)
        {
            char[] text = ConfigurationTemplate.Write().ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = Pieces[random.Next(Pieces.Length)];

            string damaged = new(text);
            int lines = damaged.Split('\n').Length;
            var result = FusionConfiguration.Parse(damaged);
            Assert.All(result.Problems, problem => Assert.InRange(problem.Line, 1, lines + 1));

            // What passes the checks can be used.
            if (result.Configuration is not { } configuration)
                continue;
            using RecipeBook book = new(configuration);
            Assert.All(book.Recipes, recipe => book.GetRecipe(recipe.Name));
            Assert.All(book.Scorers, scorer => book.GetScorer(scorer.Name));
        }
    }

    [Fact]
    public void Load_MissingFile_IsAProblem()
    {
        var problem = Assert.Single(FusionConfiguration.Load("/nowhere/fusion.yaml").Problems);

        Assert.Equal("/nowhere/fusion.yaml: error: There is no such file. Check the path, or write one with 'fusion init'.", problem.ToString());
    }

    [Fact]
    public void Load_BytesThatAreNotUtf8_IsAProblem()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0x61, 0xFF, 0xFE]);

            Assert.Equal("The file is not UTF-8 text.", Assert.Single(FusionConfiguration.Load(path).Problems).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Require_WithErrors_ThrowsAllOfThem()
    {
        var exception = Assert.Throws<ConfigurationFileException>(() => FusionConfiguration.Parse("a: 1\nb: 2\n").Require());

        Assert.Equal(2, exception.Problems.Count);
        Assert.Contains("fusion.yaml:2:1", exception.Message, StringComparison.Ordinal);
    }
}
