namespace FusionOfN.Cli;

/// <summary>Asks a gateway whether it takes requests.</summary>
internal sealed class HealthRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CliHost _host;
    private readonly Uri _gateway;

    public HealthRunner(CliHost host, Uri gateway)
    {
        _host = host;
        _gateway = gateway;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using HttpClient http = new() { BaseAddress = _gateway, Timeout = Patience };
        try
        {
            using HttpResponseMessage response = await http.GetAsync("/readyz", cancellationToken);
            _host.Out.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (HttpRequestException exception)
        {
            _host.Error.WriteLine($"error: {_gateway.GetLeftPart(UriPartial.Authority)} cannot be reached: {exception.Message}");
            return ExitCode.Failed;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _host.Error.WriteLine($"error: {_gateway.GetLeftPart(UriPartial.Authority)} did not answer within {Patience.TotalSeconds} s");
            return ExitCode.Failed;
        }
    }
}
