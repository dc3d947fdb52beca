namespace FusionOfN.Local.Tests;

public sealed class BatchTests
{
    private static readonly GenerationOptions Options = new() { MaxTokens = 40 };

    public static TheoryData<DecoderGraphForm> Forms => [DecoderGraphForm.GroupQueryAttention, DecoderGraphForm.Standard, DecoderGraphForm.Decomposed];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Forms))]
    public async Task GenerateBatch_SamplesOfOnePrompt_EqualSingleRuns(DecoderGraphForm form)
    {
        using var model = TestModel.Create(form);
        var prompt = model.Encode("The capital of Peru");
        var together = await model.Model.GenerateBatchAsync([new TokenPrompt(prompt, 1, 2, 3, 4, 5)], Options, Cancellation);

        for (var sample = 0; sample < 5; sample++)
        {
            var alone = await model.GenerateAsync("The capital of Peru", sample + 1);
            Assert.Equal(alone.Tokens, together[0][sample].Tokens);
            Assert.Equal(alone.Text, together[0][sample].Text);
        }

        Assert.Equal(5, together[0].Select(sample => sample.Text).Distinct().Count());
    }

    [Theory]
    [InlineData(0.9, 0, 0)]
    [InlineData(0.5, 50, 0)]
    [InlineData(1, 0, 0.05)]
    public async Task GenerateBatch_NarrowedSampling_EqualsSingleRuns(double topP, int topK, double minP)
    {
        using var model = TestModel.Create();
        GenerationOptions options = Options with { TopP = topP, TopK = topK, MinP = minP };
        var together = await model.Model.GenerateBatchAsync([new TokenPrompt(model.Encode("The capital of Peru"), 1, 2, 3, 4, 5, 6, 7)], options, Cancellation);

        for (var sample = 0; sample < 7; sample++)
            Assert.Equal((await model.GenerateAsync("The capital of Peru", sample + 1, options)).Tokens, together[0][sample].Tokens);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task GenerateBatch_ManyPromptsOfDifferentLengthInFewRows_EqualSingleRuns(DecoderGraphForm form)
    {
        using var model = TestModel.Create(form, new LocalModelOptions { Threads = 1, MaxBatch = 3 });
        string[] texts = [.. Languages.Sentences.Values, "a", "two words"];
        TokenPrompt[] prompts = [.. texts.Select((text, index) => new TokenPrompt(model.Encode(text), index, index + 100))];
        var together = await model.Model.GenerateBatchAsync(prompts, Options, Cancellation);

        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((await model.GenerateAsync(texts[i], i)).Tokens, together[i][0].Tokens);
            Assert.Equal((await model.GenerateAsync(texts[i], i + 100)).Tokens, together[i][1].Tokens);
        }
    }

    [Fact]
    public async Task GenerateBatch_MoreSamplesThanRows_AllComeAndEqualSingleRuns()
    {
        using var model = TestModel.Create(options: new LocalModelOptions { Threads = 1, MaxBatch = 2 });
        long[] seeds = [1, 2, 3, 4, 5];
        var together = await model.Model.GenerateBatchAsync([new TokenPrompt(model.Encode("one"), seeds)], Options, Cancellation);

        foreach (var seed in seeds)
            Assert.Equal((await model.GenerateAsync("one", seed)).Tokens, together[0][(int)seed - 1].Tokens);
    }

    [Theory]
    [InlineData(DecoderGraphForm.Standard)]
    [InlineData(DecoderGraphForm.Decomposed)]
    public async Task LogProbabilities_GroupQueryAndOtherForms_AgreeWithin1e4(DecoderGraphForm form)
    {
        using var grouped = TestModel.Create();
        using var other = TestModel.Create(form);
        var prompt = grouped.Encode("La monnaie du Pérou");
        List<int>[] texts = [grouped.Encode("est le sol."), grouped.Encode("通貨は円です、たぶん。"), grouped.Encode("?")];

        var expected = await grouped.Model.LogProbabilitiesAsync(prompt, texts, Cancellation);
        var actual = await other.Model.LogProbabilitiesAsync(prompt, texts, Cancellation);

        for (var text = 0; text < texts.Length; text++)
        {
            Assert.Equal(texts[text].Count, actual[text].Count);
            for (var i = 0; i < expected[text].Count; i++)
                Assert.Equal(expected[text][i], actual[text][i], 1e-4f);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Prefill_InChunks_GivesTheSameAnswer(DecoderGraphForm form)
    {
        using var whole = TestModel.Create(form);
        using var pieces = TestModel.Create(form, new LocalModelOptions { Threads = 1, PrefillChunk = 7 });
        var text = Languages.Sentences["de"];

        Assert.Equal((await whole.GenerateAsync(text, 3)).Tokens, (await pieces.GenerateAsync(text, 3)).Tokens);
    }

    [Fact]
    public async Task Prefill_GraphWithLastPositionOnly_GivesTheSameAnswer()
    {
        using var all = TestModel.Create();
        using var last = TestModel.Create(lastPositionOnly: true);

        Assert.Equal((await all.GenerateAsync("Perché", 9)).Tokens, (await last.GenerateAsync("Perché", 9)).Tokens);
    }

    [Fact]
    public async Task Generate_TemperatureZero_TakesTheLikeliestToken()
    {
        using var model = TestModel.Create();
        GenerationOptions greedy = new() { MaxTokens = 20, Temperature = 0 };
        GenerationOptions narrow = new() { MaxTokens = 20, TopK = 1 };

        var sample = await model.GenerateAsync("x", 1, greedy);

        // On real logits of a session, not made-up ones: a session changes how its thread treats the smallest numbers.
        Assert.Equal((await model.GenerateAsync("x", 2, narrow)).Tokens, sample.Tokens);
        Assert.Contains(sample.Tokens, token => token != 0);
    }

    [Fact]
    public async Task Generate_SameSeedTwice_SameText()
    {
        using var model = TestModel.Create();
        GenerationOptions options = new() { MaxTokens = 40, TopK = 50, TopP = 0.9, MinP = 0.01, RepetitionPenalty = 1.2, Temperature = 0.8 };

        Assert.Equal((await model.GenerateAsync("x", 7, options)).Text, (await model.GenerateAsync("x", 7, options)).Text);
        Assert.NotEqual((await model.GenerateAsync("x", 7, options)).Text, (await model.GenerateAsync("x", 8, options)).Text);
    }

    [Fact]
    public async Task Generate_ToTheEndOfTheContext_EndsWithLength()
    {
        using var model = TestModel.Create(context: 32);
        var prompt = model.Encode("The capital");
        var samples = await model.Model.GenerateBatchAsync(
            [new TokenPrompt(prompt, 1)], new GenerationOptions { IgnoreEnd = true, MaxTokens = 1000 }, Cancellation);

        Assert.Equal(GenerationEnd.Length, samples[0][0].End);
        Assert.Equal(32 - prompt.Count, samples[0][0].Tokens.Count);
    }

    [Fact]
    public async Task Generate_PromptFillsTheContext_SaysSo()
    {
        using var model = TestModel.Create(context: 32);
        TokenPrompt prompt = new([.. Enumerable.Repeat(10, 32)], 1);

        var error = await Assert.ThrowsAsync<LocalModelException>(() => model.Model.GenerateBatchAsync([prompt], Options, Cancellation));
        Assert.Contains("32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogProbabilities_OfSampledTokens_EqualThoseReportedWhileSampling()
    {
        using var model = TestModel.Create();
        var sample = await model.GenerateAsync("Größere", 4, new GenerationOptions { MaxTokens = 20, LogProbabilities = true, TopK = 10, Temperature = 0.7 });

        var scored = await model.Model.LogProbabilitiesAsync(model.Encode("Größere"), [sample.Tokens], Cancellation);

        Assert.Equal(sample.LogProbabilities.Count, scored[0].Count);
        Assert.All(scored[0].Zip(sample.LogProbabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
