using System.Diagnostics;
using Npgsql;

namespace FusionOfN.Testing;

/// <summary>A PostgreSQL server of the tests' own: a new cluster in a temporary folder, on a socket in it, gone afterwards.</summary>
/// <remarks>A test project makes a fixture of it: <c>public sealed class PostgresFixture : PostgresServer, IAsyncLifetime;</c></remarks>
public class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"fusion-pg-{Guid.NewGuid():N}"[..18]);
    private string? _bin;
    private int _databases;

    /// <summary>How to reach it; null when there is none.</summary>
    public string? ConnectionString { get; private set; }

    /// <summary>Why there is none.</summary>
    public string? Missing { get; private set; }

    /// <summary>PostgreSQL refuses to run as root: there, it runs as one of these.</summary>
    private static string? ServiceUser => Environment.UserName != "root" ? null : Exists("postgres") ? "postgres" : "nobody";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes the cluster and starts the server, where PostgreSQL is installed.</summary>
    public async ValueTask InitializeAsync()
    {
        _bin = FindBinaries();
        if (_bin is null)
        {
            Missing = "There is no PostgreSQL on this machine: on Debian, 'apt-get install postgresql' puts one there (no server needs to run).";
            return;
        }

        Directory.CreateDirectory(_folder);
        if (ServiceUser is { } user)
            await RunAsync("chown", user, _folder);
        await RunAsServiceAsync("initdb", "-D", Data, "-U", "fusion", "--auth=trust", "-E", "UTF8", "--no-sync", "--no-locale");
        await RunAsServiceAsync(
            "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"),
            "-o", $"-c listen_addresses= -c unix_socket_directories={_folder} -c fsync=off -c max_connections=200");
        ConnectionString = $"Host={_folder};Username=fusion;Database=postgres;Maximum Pool Size=20";
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its name.</returns>
    public string CreateDatabase()
    {
        string name = $"store{Interlocked.Increment(ref _databases)}";
        using NpgsqlConnection connection = new($"{ConnectionString};Pooling=false");
        connection.Open();
        using NpgsqlCommand command = new($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return name;
    }

    /// <summary>Stops the server and deletes its cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (ConnectionString is not null)
            await RunAsServiceAsync("pg_ctl", "stop", "-m", "immediate", "-D", Data);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string? FindBinaries()
    {
        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).Concat(path)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static bool Exists(string user) =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{user}:", StringComparison.Ordinal));

    private Task RunAsServiceAsync(string program, params string[] arguments)
    {
        string full = Path.Combine(_bin!, program);
        return ServiceUser is { } user ? RunAsync("runuser", ["-u", user, "--", full, .. arguments]) : RunAsync(full, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;

        // The server that pg_ctl leaves behind holds on to its output: waiting for the end of that would never end.
        Task<string> said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {await said}");
    }
}
