namespace FusionOfN.Local;

/// <summary>What a push came to, or would come to.</summary>
/// <param name="Sent">Paths of files that the hub did not have in this form.</param>
/// <param name="Unchanged">How many files it had already.</param>
/// <param name="Removed">Paths of files that were removed.</param>
/// <param name="Bytes">The size of what was sent, in bytes.</param>
/// <param name="Created">Whether the data set was made.</param>
/// <param name="Commit">The commit; that of before when there was nothing to change, null when the data set is not there.</param>
/// <param name="Address">Where people see it.</param>
public sealed record HubPushResult(IReadOnlyList<string> Sent, int Unchanged, IReadOnlyList<string> Removed, long Bytes, bool Created, string? Commit, Uri Address);
