namespace FusionOfN.Lab.Tests;

public sealed class SplitHashTests
{
    // The values are written down: a change of the hash would silently move test prompts into training data.
    [Theory]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("a", 0xE8B7BE43u)]
    public void Bucket_KnownCheckValue_IsCrc32ModuloTen(string key, uint crc) =>
        Assert.Equal((int)(crc % 10), SplitHash.Bucket(key));

    [Fact]
    public void Split_ManyKeys_FollowsTheShares()
    {
        Dictionary<LabSplit, int> counts = Enumerable.Range(0, 10_000).GroupBy(i => SplitHash.Split($"key {i}")).ToDictionary(g => g.Key, g => g.Count());

        Assert.InRange(counts[LabSplit.Test], 850, 1150);
        Assert.InRange(counts[LabSplit.Fusor], 850, 1150);
        Assert.InRange(counts[LabSplit.Student], 850, 1150);
        Assert.InRange(counts[LabSplit.Teacher], 6700, 7300);
    }
}
