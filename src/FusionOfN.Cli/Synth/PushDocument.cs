namespace FusionOfN.Cli;

/// <summary>What <c>fusion synth push --json</c> prints.</summary>
internal sealed record PushDocument(
    string Repository, Uri Address, string? Commit, bool DryRun, bool Created, IReadOnlyList<string> Sent, IReadOnlyList<string> Removed, int Unchanged, long Bytes);
