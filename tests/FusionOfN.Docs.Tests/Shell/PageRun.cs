using System.CommandLine.Parsing;
using System.Diagnostics;
using FusionOfN.Cli;

namespace FusionOfN.Docs.Tests;

/// <summary>Runs the commands of one page one after the other, in a folder of their own, away from the keys and the store of whoever runs the tests.</summary>
internal sealed class PageRun : IAsyncDisposable
{
    private const string NoOllama = "http://127.0.0.1:9";
    private const string Gateway = "http://127.0.0.1:8787";

    private readonly string _folder = Directory.CreateTempSubdirectory("fusion-docs-").FullName;
    private PageGateway? _gateway;

    public PageRun()
    {
        string data = Path.Combine(_folder, "samples", "data");
        Directory.CreateDirectory(data);
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("samples/data")))
            File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
    }

    private Dictionary<string, string> Variables => new()
    {
        ["OLLAMA_HOST"] = NoOllama,
        ["FUSION_STORE"] = Path.Combine(_folder, "gateway.db"),
        ["XDG_STATE_HOME"] = Path.Combine(_folder, "state"),
        ["NO_COLOR"] = "1",
    };

    /// <summary>Runs a block and compares what it prints with what the page shows.</summary>
    public async Task CheckAsync(ShellBlock block)
    {
        string printed = "";
        foreach (string command in block.Commands)
            printed += await RunAsync(command);
        ShownOutput.Check(block, printed);
    }

    /// <summary>Runs a command; what it prints is there as on a terminal, output and errors together.</summary>
    public async Task<string> RunAsync(string command)
    {
        if (command.Contains(Gateway, StringComparison.Ordinal))
            command = command.Replace(Gateway, await GatewayAsync(), StringComparison.Ordinal);

        string printed = ShellBlock.IsPlain(command) ? await RunHereAsync(command) : await RunInShellAsync(command);
        printed = printed.Replace(NoOllama, "http://localhost:11434", StringComparison.Ordinal).Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return _gateway is null ? printed : printed.Replace(_gateway.Url, Gateway, StringComparison.Ordinal);
    }

    /// <summary>The address of the page's gateway, which is started when it is first asked for.</summary>
    public async Task<string> GatewayAsync() => (_gateway ??= await PageGateway.StartAsync(Host)).Url;

    /// <summary>Gets an address of the gateway.</summary>
    public async Task<string> GetAsync(string path)
    {
        using HttpClient client = new();
        return await client.GetStringAsync(new Uri(await GatewayAsync() + path), TestContext.Current.CancellationToken);
    }

    /// <summary>Posts JSON to the gateway, which must take it.</summary>
    public async Task PostAsync(string path, string json)
    {
        using HttpClient client = new();
        using StringContent content = new(json, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri(await GatewayAsync() + path), content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private CliHost Host(TextWriter output, TextWriter error) =>
        new(TextReader.Null, output, error) { WorkingDirectory = _folder, Variable = Variables.GetValueOrDefault };

    private async Task<string> RunHereAsync(string command)
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextWriter both = TextWriter.Synchronized(text);
        string[] words = [.. CommandLineParser.SplitCommandLine(command).Skip(1)];
        int code = await CommandLine.RunAsync(words, Host(both, both), TestContext.Current.CancellationToken);
        Assert.True(code == ExitCode.Ok, $"{command}\nended with {code}:\n{text}");
        return text.ToString();
    }

    private async Task<string> RunInShellAsync(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Commands that need a shell are run on Linux.");
        string script = $"fusion() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "fusion.dll")}' \"$@\"; }}\n{command}\n";
        ProcessStartInfo start = new("bash", ["-c", script]) { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in (string[])["OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"])
            start.Environment.Remove(name);
        foreach ((string name, string value) in Variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, $"{command}\nended with {process.ExitCode}:\n{await output}{await error}");
        return await error + await output;
    }
}
