namespace FusionOfN.Local.Tests;

public sealed class HubClientTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("fusionofn-hub-").FullName;
    private readonly HttpClient _http = new();
    private readonly LocalModelCatalog _catalog;
    private TestHub _hub = null!;

    public HubClientTests() => _catalog = new LocalModelCatalog(Path.Combine(_root, "models"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_catalog.Root, "owner", "tiny");

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.StartAsync();
        var source = Path.Combine(_root, "source");
        Directory.CreateDirectory(source);
        TestModel.Write(source, DecoderGraphForm.GroupQueryAttention);
        foreach (var name in new[] { "config.json", "tokenizer.json", "chat_template.jinja" })
            _hub.Files[name] = await File.ReadAllBytesAsync(Path.Combine(source, name), Cancellation);
        _hub.Files["onnx/model.onnx"] = await File.ReadAllBytesAsync(Path.Combine(source, "model.onnx"), Cancellation);
        _hub.Files["onnx/model_fp16.onnx"] = [1, 2, 3];
        _hub.Files["pytorch_model.bin"] = [4, 5, 6];
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Pull_WholeModel_LoadsAndAnswers()
    {
        Recorder progress = new();
        var entry = await Client().PullAsync(TestHub.Model, progress, cancellationToken: Cancellation);

        Assert.Equal((TestHub.Model, Folder, true), (entry.Id, entry.Directory, entry.IsComplete));
        Assert.False(File.Exists(Path.Combine(Folder, "pytorch_model.bin")));
        Assert.False(File.Exists(Path.Combine(Folder, "onnx", "model_fp16.onnx")));
        Assert.Equal(entry.Bytes, progress.Last.TotalBytes);
        Assert.Equal(entry.Bytes, progress.Last.TotalSize);
        using var model = _catalog.Load(TestHub.Model, new LocalModelOptions { Threads = 1 });
        using var client = model.AsChatClient();
        var answer = await client.GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "Hi")], new() { Seed = 1, MaxOutputTokens = 5 }, Cancellation);
        Assert.Equal(TestHub.Model, answer.ModelId);
    }

    [Fact]
    public async Task Pull_FileEndsTooEarlyTwice_GoesOnWhereItStopped()
    {
        _hub.BreakAfter.Enqueue(600);
        _hub.BreakAfter.Enqueue(500);
        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.Equal(["bytes=600-", "bytes=1100-"], _hub.Requests.Select(request => request.Range).Where(range => range.Length > 0));
        foreach (var name in new[] { "onnx/model.onnx", "tokenizer.json" })
            Assert.Equal(_hub.Files[name], await File.ReadAllBytesAsync(Path.Combine(Folder, name), Cancellation));
    }

    [Fact]
    public async Task Pull_ConnectionTorn_EndsWithTheWholeFiles()
    {
        _hub.Tears = true;
        _hub.BreakAfter.Enqueue(600);
        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.True(_hub.Requests.Count > _hub.Files.Count - 2, "One file was asked for twice.");
        foreach (var name in new[] { "onnx/model.onnx", "tokenizer.json" })
            Assert.Equal(_hub.Files[name], await File.ReadAllBytesAsync(Path.Combine(Folder, name), Cancellation));
    }

    [Fact]
    public async Task Pull_BrokenTooOften_KeepsThePartAndTheNextPullEndsIt()
    {
        _hub.BreakAfter.Enqueue(700);
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client(retries: 0).PullAsync(TestHub.Model, cancellationToken: Cancellation));
        Assert.Contains("pull again", error.Message, StringComparison.Ordinal);
        Assert.Empty(_catalog.List());
        var partial = Assert.Single(Directory.GetFiles(Folder, "*.partial", SearchOption.AllDirectories));
        Assert.Equal(700, new FileInfo(partial).Length);

        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.True(Assert.Single(_catalog.List()).IsComplete);
        Assert.Contains(_hub.Requests, request => request.Range == "bytes=700-");
    }

    [Fact]
    public async Task Pull_WrongHash_IsRefusedAndLeavesNoFile()
    {
        _hub.Corrupt = true;
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client(retries: 1).PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Empty(_catalog.List());
        Assert.DoesNotContain(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories), file => new FileInfo(file).Length > 1000);
    }

    [Fact]
    public async Task Pull_Again_FetchesNothing()
    {
        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);
        _hub.Requests.Clear();
        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task Pull_TokenNeeded_IsSentAndNeverTold()
    {
        _hub.RequiredToken = "hf_secret123";
        await Client("hf_secret123").PullAsync(TestHub.Model, cancellationToken: Cancellation);

        var without = await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync(TestHub.Model, cancellationToken: Cancellation));
        Assert.Contains("HF_TOKEN", without.Message, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<LocalModelException>(() => Client("hf_wrong456").PullAsync(TestHub.Model, cancellationToken: Cancellation));
        Assert.DoesNotContain("hf_wrong456", wrong.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hf_wrong456", new HubOptions { Token = "hf_wrong456" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_RedirectedToAnotherHost_DoesNotTakeTheTokenThere()
    {
        await using var storage = await TestHub.StartAsync();
        foreach (var (path, bytes) in _hub.Files)
            storage.Files[path] = bytes;
        _hub.RequiredToken = "hf_secret123";
        _hub.RedirectTo = storage.Endpoint;

        await Client("hf_secret123").PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.Equal(_hub.Files["onnx/model.onnx"], await File.ReadAllBytesAsync(Path.Combine(Folder, "onnx", "model.onnx"), Cancellation));
        Assert.All(_hub.Authorizations, header => Assert.Equal("Bearer hf_secret123", header));
        Assert.NotEmpty(storage.Authorizations);
        Assert.All(storage.Authorizations, Assert.Empty);
    }

    [Fact]
    public async Task Pull_HubAsksForPatience_SaysHowLongAndKeepsWhatIsHere()
    {
        _hub.RefuseWith.Enqueue(429);
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Contains("17 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.True((await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation)).IsComplete);
    }

    [Fact]
    public async Task Pull_HubFailsForAMoment_IsTriedAgain()
    {
        _hub.RefuseWith.Enqueue(503);
        _hub.RefuseWith.Enqueue(500);
        Assert.True((await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation)).IsComplete);

        foreach (var status in Enumerable.Repeat(502, 2))
            _hub.RefuseWith.Enqueue(status);
        _catalog.Remove(TestHub.Model);
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client(retries: 1).PullAsync(TestHub.Model, cancellationToken: Cancellation));
        Assert.Contains("502", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_HubNotThere_NamesItAndTheVariable()
    {
        var address = _hub.Endpoint;
        await _hub.DisposeAsync();
        HubClient client = new(_http, _catalog, new HubOptions { Endpoint = address, Token = null });

        var error = await Assert.ThrowsAsync<LocalModelException>(() => client.PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Contains("HF_ENDPOINT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Cancelled_KeepsThePartForTheNextPull()
    {
        using CancellationTokenSource stop = new();
        Stopper stopper = new(stop, "onnx/model.onnx");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client().PullAsync(TestHub.Model, stopper, cancellationToken: stop.Token));
        Assert.Empty(_catalog.List());

        Assert.True((await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation)).IsComplete);
    }

    [Fact]
    public async Task Pull_UnknownModel_SaysSo()
    {
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync("owner/other", cancellationToken: Cancellation));

        Assert.Contains("owner/other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_FileGoneFromTheHub_SaysWhich()
    {
        _hub.Missing.Add("tokenizer.json");
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Contains("tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_NoGraphOfThatName_NamesThoseThere()
    {
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync(TestHub.Model, graph: "onnx/model_q8.onnx", cancellationToken: Cancellation));

        Assert.Contains("onnx/model_fp16.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_DiskTooSmall_FetchesNothing()
    {
        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client(free: 1000).PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Contains("FUSION_MODELS", error.Message, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Theory]
    [InlineData("""[{"type":"file","path":"config.json","size":1},{"type":"file","path":"config.json","size":2}]""", "names 'config.json' twice")]
    [InlineData("""[{"type":"file","path":"config.json","size":1}]""", "names 'config.json' twice")]
    [InlineData("""[{"type":"file","path":null,"size":1}]""", "has no name")]
    [InlineData("""[{"type":"file","path":"config.json","size":-1}]""", "no size")]
    [InlineData("""[{"type":"file","path":"config.json","size":1e99}]""", "did not answer as a hub does")]
    [InlineData("[null]", "did not answer as a hub does")]
    [InlineData("[]", "more than 1000 pages")]
    public async Task Pull_ListingIsNone_SaysSoAndFetchesNothing(string listing, string words)
    {
        _hub.Listing = listing;

        var error = await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task Pull_FileNameThatLeadsOutside_IsRefused()
    {
        _hub.Files["onnx/model.onnx_data/../../../../evil"] = [1];
        await Assert.ThrowsAsync<LocalModelException>(() => Client().PullAsync(TestHub.Model, cancellationToken: Cancellation));

        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task Pull_WeightsBesideTheGraph_ComeToo()
    {
        _hub.Files["onnx/model.onnx_data"] = [7, 7];
        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.True(File.Exists(Path.Combine(Folder, "onnx", "model.onnx_data")));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("owner/..")]
    [InlineData("noslash")]
    [InlineData("a/b/c")]
    [InlineData("a/b\n")]
    public void DirectoryOf_NameThatIsNone_IsRefused(string id) => Assert.Throws<LocalModelException>(() => _catalog.DirectoryOf(id));

    [Fact]
    public async Task Remove_PulledModel_IsGone()
    {
        await Client().PullAsync(TestHub.Model, cancellationToken: Cancellation);

        Assert.True(_catalog.Remove(TestHub.Model));
        Assert.Empty(_catalog.List());
        Assert.False(_catalog.Remove(TestHub.Model));
        Assert.Contains("models pull", Assert.Throws<LocalModelException>(() => _catalog.Load(TestHub.Model)).Message, StringComparison.Ordinal);
    }

    private HubClient Client(string? token = null, int retries = 3, long? free = null) =>
        new(_http, _catalog, new HubOptions { Endpoint = _hub.Endpoint, Token = token, Retries = retries, FreeSpace = _ => free });

    private sealed class Stopper(CancellationTokenSource stop, string file) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            if (value.File == file)
                stop.Cancel();
        }
    }

    private sealed class Recorder : IProgress<PullProgress>
    {
        public PullProgress Last { get; private set; }

        public void Report(PullProgress value) => Last = value;
    }
}
