namespace FusionOfN.Gateway;

/// <summary>What waits to be written: a run, or a mark that says when everything before it is done.</summary>
/// <param name="Row">The run.</param>
/// <param name="Reached">The mark.</param>
internal readonly record struct QueuedRun(RunRow? Row, TaskCompletionSource? Reached);
