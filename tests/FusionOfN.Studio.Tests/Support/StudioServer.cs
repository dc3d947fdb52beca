using System.Diagnostics;

namespace FusionOfN.Studio.Tests;

/// <summary>The real <c>fusion serve</c> in a process of its own, on the models in the box and a free port.</summary>
internal sealed class StudioServer : IAsyncDisposable
{
    private const string Listening = "listening on ";

    // Built beside the tests: artifacts/bin/PROJECT/CONFIGURATION/.
    private static readonly string Program = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "FusionOfN.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "fusion.dll"));

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private StudioServer(Process process, DirectoryInfo folder, Uri url)
    {
        _process = process;
        _folder = folder;
        Url = url;
    }

    /// <summary>Its address, with a slash at its end.</summary>
    public Uri Url { get; }

    /// <summary>Starts it in an empty folder.</summary>
    /// <param name="prepare">Is given the folder and the environment before it starts.</param>
    public static async Task<StudioServer> StartAsync(Action<DirectoryInfo, IDictionary<string, string?>>? prepare = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fusion-studio-");
        ProcessStartInfo start = Fusion(folder, "serve", "--listen", "http://127.0.0.1:0");
        prepare?.Invoke(folder, start.Environment);
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
                return new StudioServer(process, folder, new Uri(line[Listening.Length..]));
        }

        throw new InvalidOperationException($"fusion serve did not start: {await errors}");
    }

    /// <summary>How <c>fusion</c> is started in a folder, away from the keys and the store of whoever runs the tests.</summary>
    public static ProcessStartInfo Fusion(DirectoryInfo folder, params IReadOnlyList<string> args)
    {
        ProcessStartInfo start = new("dotnet", [Program, .. args])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"])
            start.Environment.Remove(name);
        start.Environment["OLLAMA_HOST"] = "http://127.0.0.1:9";
        start.Environment["FUSION_STORE"] = Path.Combine(folder.FullName, "gateway.db");
        return start;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
