using System.Text.Json;
using FusionOfN.Evaluation.Tests.Golden;

namespace FusionOfN.Evaluation.Tests.Random;

public sealed class NumpyRandomTests
{
    [Theory]
    [InlineData(12345, 0.22733602246716966)]
    [InlineData(42, 0.7739560485559633)]
    public void NextDouble_KnownSeed_IsNumpys(ulong seed, double first) => Assert.Equal(first, new NumpyRandom(seed).NextDouble());

    [Fact]
    public void NextDouble_ThreeInARow_AreNumpys()
    {
        NumpyRandom random = new(42);

        Assert.Equal([0.77395605, 0.43887844, 0.85859792], Enumerable.Range(0, 3).Select(_ => Math.Round(random.NextDouble(), 8)));
    }

    [Fact]
    public void Choose_KnownSeed_GivesNumpysIndices()
    {
        int[] below10 = new int[3];
        int[] below15 = new int[15];

        new NumpyRandom(12345).Choose(below10, 10);
        new NumpyRandom(12345).Choose(below15, 15);

        Assert.Equal([6, 2, 7], below10);
        Assert.Equal(Row("rng_first_choice_n15_row0"), below15);
    }

    [Fact]
    public void NextCoin_KnownSeed_FallsAsNumpys()
    {
        NumpyRandom random = new(12345);

        Assert.Equal(Row("rng_bool_row0_15"), Enumerable.Range(0, 15).Select(_ => random.NextCoin() ? 1 : 0));
    }

    private static IEnumerable<int> Row(string name) => GoldenFile.Translations.GetProperty(name).EnumerateArray().Select(number => number.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => number.GetInt32(),
    });
}
