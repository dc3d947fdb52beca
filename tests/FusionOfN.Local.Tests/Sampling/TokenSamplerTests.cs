namespace FusionOfN.Local.Tests;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [0f, 3f, 1f, 2f, -1f, 2.5f];

    [Fact]
    public void Sample_TopK_DrawsOnlyFromTheLikeliest() => Assert.Equal([1, 3, 5], Drawn(new GenerationOptions { TopK = 3 }));

    [Fact]
    public void Sample_TopKAmongEquals_TakesTheSmallerIds() =>
        Assert.Equal([0, 1], Drawn(new GenerationOptions { TopK = 2 }, [1f, 1f, 1f, 1f]));

    [Fact]
    public void Sample_TopP_DrawsFromTheSmallestNucleus()
    {
        // Probabilities .507, .307, .186 of the three likeliest among themselves, a little less of all.
        Assert.Equal([1], Drawn(new GenerationOptions { TopP = 0.4 }));
        Assert.Equal([1, 5], Drawn(new GenerationOptions { TopP = 0.6 }));
    }

    [Fact]
    public void Sample_MinP_DropsTokensFarBelowTheBest() => Assert.Equal([1, 5], Drawn(new GenerationOptions { MinP = 0.5 }));

    [Fact]
    public void Sample_Plain_DrawsInProportion()
    {
        SamplingScratch scratch = new(2);
        float[] logits = [MathF.Log(0.3f), MathF.Log(0.7f)];
        var ones = Enumerable.Range(0, 20).Sum(seed =>
        {
            TokenSampler sampler = new(new GenerationOptions(), seed, []);
            return Enumerable.Range(0, 5_000).Count(_ => sampler.Sample(logits, scratch) == 1);
        });

        // 100,000 draws: 70,000 ± 145.
        Assert.InRange(ones, 69_500, 70_500);
    }

    [Fact]
    public void Sample_LowTemperature_SharpensTheChoice()
    {
        Assert.Equal(6, Drawn(new GenerationOptions { Temperature = 2 }).Count);
        Assert.Equal([1], Drawn(new GenerationOptions { Temperature = 0.02 }));
    }

    [Fact]
    public void Sample_RepetitionPenalty_WeakensWhatWasSeen()
    {
        SamplingScratch scratch = new(6);
        TokenSampler sampler = new(new GenerationOptions { Temperature = 0, RepetitionPenalty = 2 }, 1, [1]);

        Assert.Equal(5, sampler.Sample(Logits, scratch));
        Assert.Equal(3, sampler.Sample(Logits, scratch));
    }

    [Fact]
    public void LogProbability_OfAllTokens_SumsToOne()
    {
        SamplingScratch scratch = new(6);
        var sum = Enumerable.Range(0, 6).Sum(token => MathF.Exp(TokenSampler.LogProbability(Logits, token, scratch)));

        Assert.Equal(1, sum, 1e-5);
    }

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(0.5, 30)]
    public void Sample_TopPAndLikelihoodsThatDifferInTheirLastBits_DrawsTheSame(double topP, int topK)
    {
        float[] logits = [.. Enumerable.Range(0, 60).Select(token => 1f + (token / 2 * 0.07f))];
        Random random = new(1);
        float[] nearly = [.. logits.Select(logit => random.Next(2) == 0 ? MathF.BitIncrement(logit) : logit)];
        GenerationOptions options = new() { TopP = topP, TopK = topK };
        SamplingScratch scratch = new(logits.Length);

        var same = Enumerable.Range(0, 200).Count(seed =>
            new TokenSampler(options, seed, []).Sample(logits, scratch) == new TokenSampler(options, seed, []).Sample(nearly, scratch));

        // One token at the edge of the nucleus may come or go.
        Assert.InRange(same, 190, 200);
    }

    [Fact]
    public void Sum_WhereverTheNumbersLie_IsTheSame()
    {
        Random random = new(3);
        float[] numbers = [.. Enumerable.Range(0, 1003).Select(_ => random.NextSingle() * MathF.Pow(10, random.Next(-6, 3)))];
        var sums = Enumerable.Range(0, 16).Select(offset =>
        {
            var memory = new float[numbers.Length + 16];
            numbers.CopyTo(memory, offset);
            return (FixedSum.Of(memory.AsSpan(offset, numbers.Length)), FixedSum.OfBlock(memory.AsSpan(offset, 255)));
        });

        Assert.Single(sums.Distinct());
        Assert.Equal(numbers.Sum(number => (double)number), FixedSum.Of(numbers), numbers.Sum() * 1e-6);
    }

    [Fact]
    public void Stop_AcrossPieces_HoldsBackOnlyWhatMayBecomeOne()
    {
        StopMatcher stop = new(["END", "\n\n"]);

        Assert.Equal("a", stop.Push("aE", out _));
        Assert.Equal("Ex", stop.Push("xE", out _));
        Assert.Equal("", stop.Push("N", out var early));
        Assert.False(early);
        Assert.Equal("", stop.Push("D of it", out var stopped));
        Assert.True(stopped);
    }

    [Fact]
    public void Stop_NeverCompleted_GivesBackTheRest()
    {
        StopMatcher stop = new(["END"]);

        Assert.Equal("the ", stop.Push("the EN", out _));
        Assert.Equal("EN", stop.Finish());
    }

    private static List<int> Drawn(GenerationOptions options, float[]? logits = null)
    {
        logits ??= Logits;
        TokenSampler sampler = new(options, 42, []);
        SamplingScratch scratch = new(logits.Length);
        return [.. Enumerable.Range(0, 2000).Select(_ => sampler.Sample(logits, scratch)).Distinct().Order()];
    }
}
