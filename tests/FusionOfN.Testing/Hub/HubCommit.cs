namespace FusionOfN.Testing;

/// <summary>A state of a data set on a <see cref="FakeHub"/>.</summary>
/// <param name="Id">The commit, 40 hexadecimal digits.</param>
/// <param name="Summary">What its author says.</param>
/// <param name="Files">Every file by path.</param>
public sealed record HubCommit(string Id, string Summary, IReadOnlyDictionary<string, byte[]> Files);
