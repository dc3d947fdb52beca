namespace FusionOfN.Gateway;

/// <summary>How the models that are served came to be.</summary>
/// <param name="ServedSince">Since when they are served.</param>
/// <param name="Problem">Why newer ones were not taken; null when there are none.</param>
/// <param name="FailedAt">When that was found out.</param>
internal sealed record ReloadState(DateTimeOffset ServedSince, string? Problem, DateTimeOffset? FailedAt);
