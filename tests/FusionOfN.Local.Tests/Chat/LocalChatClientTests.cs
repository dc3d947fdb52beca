using Microsoft.Extensions.AI;

namespace FusionOfN.Local.Tests;

public sealed class LocalChatClientTests : IDisposable
{
    private readonly TestModel _model = TestModel.Create();
    private readonly LocalChatClient _client;

    public LocalChatClientTests() => _client = new LocalChatClient(_model.Model);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ChatMessage[] Question => [new(ChatRole.User, "What is the capital of Peru?")];

    public void Dispose()
    {
        _client.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task GetResponse_SameSeed_EqualsStreamingAndMultiSample()
    {
        ChatOptions options = new() { Seed = 11, MaxOutputTokens = 40 };
        var whole = await _client.GetResponseAsync(Question, options, Cancellation);
        var streamed = await _client.GetStreamingResponseAsync(Question, options, Cancellation).ToChatResponseAsync(Cancellation);
        var samples = await CollectAsync(Question, options, [10, 11, 12]);

        Assert.NotEmpty(whole.Text);
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.Text, samples[1].Text);
        Assert.Equal(whole.FinishReason, streamed.FinishReason);
        Assert.Equal(whole.Usage!.OutputTokenCount, streamed.Usage!.OutputTokenCount);
        Assert.Equal(3, samples.Select(sample => sample.Text).Distinct().Count());
    }

    [Fact]
    public async Task GetResponse_MaxTokensReached_SaysLengthAndCountsTokens()
    {
        // A budget of four tokens on a model that knows nothing: no seed out of these ends sooner.
        var response = await _client.GetResponseAsync(Question, new ChatOptions { Seed = 1, MaxOutputTokens = 4 }, Cancellation);

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(4, response.Usage!.OutputTokenCount);
        Assert.Equal(_model.Model.Encode([new PromptTurn("user", Question[0].Text)], TestContext.Current.CancellationToken).Count, response.Usage.InputTokenCount);
        Assert.Equal("test", response.ModelId);
        Assert.Equal(1L, response.AdditionalProperties![LocalChatClient.SeedKey]);
    }

    [Fact]
    public async Task GetResponse_NoSeed_ReportsOneThatGivesTheSameText()
    {
        var response = await _client.GetResponseAsync(Question, new ChatOptions { MaxOutputTokens = 30 }, Cancellation);
        var seed = (long)response.AdditionalProperties![LocalChatClient.SeedKey]!;
        var again = await _client.GetResponseAsync(Question, new ChatOptions { MaxOutputTokens = 30, Seed = seed }, Cancellation);

        Assert.Equal(response.Text, again.Text);
    }

    [Fact]
    public async Task GetResponse_StopAcrossTokenBorders_EndsBeforeIt()
    {
        ChatOptions options = new() { Seed = 3, MaxOutputTokens = 60 };
        var updates = await _client.GetStreamingResponseAsync(Question, options, Cancellation).ToListAsync(Cancellation);
        var pieces = updates.Select(update => update.Text).Where(text => text.Length > 0).ToList();
        var whole = string.Concat(pieces);

        // From the last character of one piece to the first of the next: no token holds all of it.
        var border = Enumerable.Range(1, pieces.Count - 2).First(i =>
        {
            var at = pieces.Take(i).Sum(piece => piece.Length);
            return whole.IndexOf(whole.Substring(at - 1, 2), StringComparison.Ordinal) == at - 1 && !char.IsSurrogate(whole[at]) && !char.IsSurrogate(whole[at - 1]);
        });
        var start = pieces.Take(border).Sum(piece => piece.Length) - 1;
        options.StopSequences = [whole.Substring(start, 2)];

        var stopped = await _client.GetResponseAsync(Question, options, Cancellation);
        Assert.Equal(whole[..start], stopped.Text);
        Assert.Equal(ChatFinishReason.Stop, stopped.FinishReason);
    }

    [Fact]
    public async Task GetResponse_LogProbabilitiesAskedFor_OnePerToken()
    {
        ChatOptions options = new() { Seed = 5, MaxOutputTokens = 12, AdditionalProperties = new() { ["logprobs"] = true } };
        var response = await _client.GetResponseAsync(Question, options, Cancellation);
        var logProbabilities = (List<float>)response.AdditionalProperties![LocalChatClient.LogProbabilitiesKey]!;

        Assert.Equal(response.Usage!.OutputTokenCount, logProbabilities.Count);
        Assert.All(logProbabilities, value => Assert.InRange(value, -50f, 0f));
    }

    [Fact]
    public async Task GetStreamingResponse_Cancelled_EndsAndFreesTheModel()
    {
        using CancellationTokenSource stop = new();
        ChatOptions endless = new() { Seed = 1, MaxOutputTokens = 200 };
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _client.GetStreamingResponseAsync(Question, endless, stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });

        Assert.Equal(1, seen);
        Assert.NotEmpty((await _client.GetResponseAsync(Question, new ChatOptions { Seed = 1, MaxOutputTokens = 4 }, Cancellation)).Text);
    }

    [Fact]
    public async Task GetResponse_CancelledBefore_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetResponseAsync(Question, null, new CancellationToken(canceled: true)));

    [Fact]
    public async Task GetResponse_ManyThreads_EachGetsItsOwnAnswer()
    {
        ChatOptions Options(int seed) => new() { Seed = seed, MaxOutputTokens = 20 };
        var alone = new List<string>();
        for (var i = 0; i < 12; i++)
            alone.Add((await _client.GetResponseAsync(Question, Options(i), Cancellation)).Text);

        var together = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => _client.GetResponseAsync(Question, Options(i), Cancellation))));

        Assert.Equal(alone, together.Select(response => response.Text));
    }

    [Fact]
    public async Task Dispose_WhileAnswering_EndsTheAnswer()
    {
        var answer = _client.GetStreamingResponseAsync(Question, new ChatOptions { Seed = 1, MaxOutputTokens = 200 }, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await answer.MoveNextAsync());
        _model.Model.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await answer.MoveNextAsync())
            {
            }

            // A short answer may have ended before the model did; then the next one is refused.
            await _client.GetResponseAsync(Question, null, Cancellation);
        });
        await answer.DisposeAsync();
    }

    [Fact]
    public async Task GetResponse_TemperatureZero_IsTheSameForEverySeed()
    {
        var one = await _client.GetResponseAsync(Question, new ChatOptions { Temperature = 0, Seed = 1, MaxOutputTokens = 20 }, Cancellation);
        var two = await _client.GetResponseAsync(Question, new ChatOptions { Temperature = 0, Seed = 2, MaxOutputTokens = 20 }, Cancellation);

        Assert.Equal(one.Text, two.Text);
    }

    [Fact]
    public async Task GetResponse_WhatTheModelCannotDo_IsSaid()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")])], null, Cancellation));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.GetResponseAsync(
            Question, new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")] }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.GetResponseAsync(Question, new ChatOptions { TopP = 2 }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.GetResponseAsync([new ChatMessage(ChatRole.System, "x")], null, Cancellation));
    }

    [Fact]
    public void GetService_KnownTypes_GivesThem()
    {
        Assert.Same(_client, _client.GetService(typeof(IMultiSampleChatClient)));
        Assert.Equal("test", ((ChatClientMetadata)_client.GetService(typeof(ChatClientMetadata))!).DefaultModelId);
        Assert.Same(_model.Model, _client.GetService(typeof(LocalModel)));
        Assert.Null(_client.GetService(typeof(LocalModel), "key"));
    }

    [Fact]
    public void ModelFiles_CopyOrChange_AreToldApart()
    {
        string here = Hash(_model.Model);
        string copy = Directory.CreateTempSubdirectory("fusionofn-model-").FullName;
        foreach (string file in Directory.EnumerateFiles(_model.Folder))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        using (LocalModel copied = LocalModel.Load(copy, new LocalModelOptions { Threads = 1 }, "copy"))
            Assert.Equal(here, Hash(copied));
        File.AppendAllText(Path.Combine(copy, "chat_template.jinja"), " ");
        using (LocalModel changed = LocalModel.Load(copy, new LocalModelOptions { Threads = 1 }, "test"))
            Assert.NotEqual(here, Hash(changed));
        Directory.Delete(copy, recursive: true);

        static string Hash(LocalModel model)
        {
            using LocalChatClient client = new(model);
            return (string)client.GetService(typeof(string), FusionProperties.ModelFiles)!;
        }
    }

    [Fact]
    public async Task Scorer_AnswerTheModelPrefers_ScoresHigher()
    {
        var greedy = await _client.GetResponseAsync(Question, new ChatOptions { Temperature = 0, MaxOutputTokens = 10 }, Cancellation);
        LogProbabilityScorer scorer = new(_model.Model);

        var scores = await scorer.ScoreAsync(Question, [greedy.Text, "Lima, 12 km ♞"], Cancellation);

        Assert.True(scores[0] > scores[1], $"{scores[0]} > {scores[1]}");
    }

    private async Task<ChatResponse[]> CollectAsync(ChatMessage[] messages, ChatOptions options, long?[] seeds)
    {
        var updates = seeds.Select(_ => new List<ChatResponseUpdate>()).ToArray();
        await foreach (var update in _client.GetStreamingSamplesAsync(messages, options, seeds, Cancellation))
            updates[update.Sample].Add(update.Update);
        return [.. updates.Select(list => list.ToChatResponse())];
    }
}
