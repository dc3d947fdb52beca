namespace FusionOfN.Load;

/// <summary>Both sides' turns at one level of concurrency.</summary>
internal sealed class Level
{
    private readonly List<(Turn Turn, double CpuMs)> _gateway = [];
    private readonly List<(Turn Turn, double CpuMs)> _floor = [];

    public Level(int concurrency) => Concurrency = concurrency;

    public int Concurrency { get; }

    /// <summary>The gateway's peak of resident memory in megabytes.</summary>
    public double Megabytes { get; set; }

    /// <summary>Median over the rounds of CPU time per fused request, gateway over floor of the same round.</summary>
    public double CpuRatio => Median(_gateway.Zip(_floor, (gateway, floor) => gateway.CpuMs / floor.CpuMs));

    /// <summary>Median over the rounds of the median latency, gateway less floor of the same round, in milliseconds.</summary>
    public double AddedMs => Median(_gateway.Zip(_floor, (gateway, floor) => gateway.Turn.P50 - floor.Turn.P50));

    public void Add(Turn gateway, TimeSpan gatewayCpu, Turn floor, TimeSpan floorCpu)
    {
        _gateway.Add((gateway, gatewayCpu.TotalMilliseconds / gateway.Requests));
        _floor.Add((floor, floorCpu.TotalMilliseconds / floor.Requests));
    }

    /// <summary>The row of the table.</summary>
    public string Row() => FormattableString.Invariant(
        $"| {Concurrency} | {Rate(_gateway):0} / {Rate(_floor):0} | {P50(_gateway):0.0} / {P50(_floor):0.0} | {P99(_gateway):0.0} / {P99(_floor):0.0} | {Cpu(_gateway):0.00} / {Cpu(_floor):0.00} | **{CpuRatio:0.0}** | {AddedMs:0.0} | {Megabytes:0} |");

    private static double Rate(List<(Turn Turn, double CpuMs)> side) => Median(side.Select(one => one.Turn.Requests / one.Turn.Seconds));

    private static double P50(List<(Turn Turn, double CpuMs)> side) => Median(side.Select(one => one.Turn.P50));

    private static double P99(List<(Turn Turn, double CpuMs)> side) => Median(side.Select(one => one.Turn.P99));

    private static double Cpu(List<(Turn Turn, double CpuMs)> side) => Median(side.Select(one => one.CpuMs));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
