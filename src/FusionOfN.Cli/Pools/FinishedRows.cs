namespace FusionOfN.Cli;

/// <summary>What an output file of an earlier run already holds.</summary>
internal sealed class FinishedRows
{
    private readonly Dictionary<(string Id, string Aggregator), FuseRecord> _finished = [];

    /// <summary>Finished answers.</summary>
    public int Count => _finished.Count;

    /// <summary>Whether the last line was torn by an interruption, and was dropped.</summary>
    public bool IsTorn { get; set; }

    /// <summary>The answer that is there already, without its texts; null when there is none.</summary>
    public FuseRecord? Find(string id, string aggregator) => _finished.GetValueOrDefault((id, aggregator));

    public void Add(FuseRecord record) => _finished[(record.Id, record.Aggregator)] = record with { Answer = "", Messages = null, Provenance = null, Receipt = null };
}
