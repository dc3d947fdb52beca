using FusionOfN.Cli;

namespace FusionOfN.Docs.Tests;

/// <summary>A <c>fusion serve</c> with the models in the box, for the requests that pages show.</summary>
internal sealed class PageGateway : IAsyncDisposable
{
    private const string Listening = "listening on ";

    private readonly CancellationTokenSource _stop = new();
    private readonly LineWriter _said = new();
    private Task<int> _running = Task.FromResult(0);

    private PageGateway()
    {
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    public static async Task<PageGateway> StartAsync(Func<TextWriter, TextWriter, CliHost> host)
    {
        PageGateway gateway = new();
        gateway._running = CommandLine.RunAsync(["serve", "--listen", "http://127.0.0.1:0"], host(gateway._said, TextWriter.Null), gateway._stop.Token);
        string line = await gateway._said.FirstLine.WaitAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(Listening, line, StringComparison.Ordinal);
        gateway.Url = line[Listening.Length..].TrimEnd('/');
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        await _said.DisposeAsync();
    }

    private sealed class LineWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => _first.Task;

        public override void WriteLine(string? value) => _first.TrySetResult(value ?? "");
    }
}
