using FusionOfN.Testing;

namespace FusionOfN.Tests;

public sealed class AdaptiveSamplingTests
{
    private static readonly Invocation Auto = new() { Mode = InvocationMode.Auto, AnswerExtractor = AnswerExtractors.Create("number") };

    [Fact]
    public async Task Auto_FirstSamplesAgree_StopsAndSkipsTheFusor()
    {
        ScriptedChatClient fusor = new(Runs.Marked("never"), "f");
        var recipe = Runs.Recipe(Runs.PanelOf("The answer is 4.", "So it is 4", "5", "6", "7"), new FusionAggregator([Runs.Model("f", fusor)]));

        var outcome = await Runs.CompleteAsync(recipe with { Invocation = Auto });

        Assert.Equal("The answer is 4.", outcome.Answer);
        Assert.Empty(fusor.Calls);
        Assert.Equal(2, outcome.Receipt.Usage.Calls);
        Assert.Equal(new InvocationReport(InvocationMode.Auto, 2, 1, true, 3, null), outcome.Receipt.Invocation);
        Assert.Equal(FusionStatus.Full, outcome.Receipt.Status);
    }

    [Fact]
    public async Task Auto_FirstSamplesDisagree_GoesOnToTheWholePanelAndFuses()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("4", "5", "4", "4", "4")) with { Invocation = Auto });

        Assert.Equal("fused", outcome.Answer);
        Assert.Equal(6, outcome.Receipt.Usage.Calls);
        Assert.Equal(0, outcome.Receipt.Invocation!.Agreement);
        Assert.False(outcome.Receipt.Invocation.Stopped);
        Assert.Equal([0, 1, 2, 3, 4], outcome.Pool.Candidates.Select(candidate => candidate.Index));
    }

    [Fact]
    public async Task Auto_WithoutExtractor_ComparesTextsByChrF()
    {
        var auto = new Invocation { Mode = InvocationMode.Auto };

        var same = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("The capital is Paris.", "The capital is Paris.", "x")) with { Invocation = auto });
        var different = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("The capital is Paris.", "Ouagadougou?", "x")) with { Invocation = auto });

        Assert.True(same.Receipt.Invocation!.Stopped);
        Assert.False(different.Receipt.Invocation!.Stopped);
    }

    [Fact]
    public async Task Auto_AFirstSampleFails_GoesOn()
    {
        ScriptedChatClient broken = new(ScriptedReply.Failing(new InvalidOperationException("down")), "broken");
        Panel panel = new([new PanelMember(Runs.Model("broken", broken)), .. Runs.PanelOf("4", "4").Members]);

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel) with { Invocation = Auto });

        Assert.False(outcome.Receipt.Invocation!.Stopped);
        Assert.Equal(3, outcome.Pool.Candidates.Count);
    }

    [Fact]
    public async Task Shadow_DoesTheFullWorkAndSaysWhatAutoWouldHaveSaved()
    {
        var recipe = Runs.Recipe(Runs.PanelOf("4", "4", "5", "6")) with
        {
            Invocation = Auto with { Mode = InvocationMode.Shadow },
            Prices = new PriceList([.. ((string[])["m0", "m1", "m2", "m3", "fusor"]).Select(name => KeyValuePair.Create(name, new Price(1, 1)))]),
        };

        var outcome = await Runs.CompleteAsync(recipe);

        Assert.Equal("fused", outcome.Answer);
        Assert.Equal(5, outcome.Receipt.Usage.Calls);
        Assert.True(outcome.Receipt.Invocation!.Stopped);
        Assert.Equal(3, outcome.Receipt.Invocation.SavedCalls);
        Assert.Null(outcome.Receipt.Invocation.SavedUsd);
    }

    [Fact]
    public async Task Solo_AsksOneMemberOnce()
    {
        var recipe = Runs.Recipe(Runs.PanelOf("first", "second")) with { Invocation = new Invocation { Mode = InvocationMode.Solo } };

        var outcome = await Runs.CompleteAsync(recipe);

        Assert.Equal("first", outcome.Answer);
        Assert.Equal(1, outcome.Receipt.Usage.Calls);
        Assert.Equal(FusionStatus.Single, outcome.Receipt.Status);
        Assert.False(outcome.Receipt.Degraded);
    }
}
