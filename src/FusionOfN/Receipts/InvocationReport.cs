namespace FusionOfN;

/// <summary>What adaptive sampling did or, in shadow mode, would have done.</summary>
/// <param name="Mode">The mode of the run.</param>
/// <param name="InitialSamples">The samples it starts with.</param>
/// <param name="Agreement">Their agreement, 0 to 1; null when fewer than two were usable.</param>
/// <param name="Stopped">Whether they agree enough to stop (in shadow mode: would have).</param>
/// <param name="SavedCalls">Samples saved. In shadow mode: all calls that would have been saved, the aggregator's among them.</param>
/// <param name="SavedUsd">Their cost in US dollars; null when it is not known, as always when they were never made.</param>
public sealed record InvocationReport(
    InvocationMode Mode, int InitialSamples, double? Agreement, bool Stopped, int SavedCalls, decimal? SavedUsd);
