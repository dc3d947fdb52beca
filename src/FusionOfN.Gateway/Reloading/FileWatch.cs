using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;

namespace FusionOfN.Gateway;

/// <summary>Notices that the configuration's file holds something else, and has the models loaded anew.</summary>
/// <remarks>
/// It reads the few kilobytes once a second instead of asking the system for notices: those do not come for files that a container has mounted or
/// a network serves, and editors and orchestrators replace a file in many ways. What is read twice the same is taken, so nobody's half-written file is.
/// </remarks>
internal sealed class FileWatch : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ModelReloader _reloader;
    private readonly TimeProvider _time;
    private readonly string? _file;
    private readonly string? _first;

    public FileWatch(ModelReloader reloader, GatewayOptions options, TimeProvider time)
    {
        _reloader = reloader;
        _time = time;
        _file = options.Reload?.File;
        _first = Read();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_file is null)
            return;

        string? taken = _first;
        string? before = _first;
        using PeriodicTimer timer = new(Every, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            string? now = Read();

            // A file that is away for a moment is being replaced.
            if (now is not null && now == before && now != taken)
            {
                taken = now;
                await _reloader.ReloadAsync(stoppingToken);
            }

            before = now;
        }
    }

    private string? Read()
    {
        try
        {
            return _file is null ? null : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_file)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
