using FusionOfN.Cli.Rendering;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace FusionOfN.Cli.Tests.Rendering;

public sealed class PanelTableTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Render_EveryState_FitsEightyColumns()
    {
        string[] models = ["alpha", "beta", "a-model-with-a-very-long-name", "delta", "epsilon", "zeta"];
        PanelBoard board = new(_time);
        board.Apply(new RunStarted("run", "recipe", models));
        for (int index = 0; index < 5; index++)
            board.Apply(new CandidateStarted(index, models[index]));
        _time.Advance(TimeSpan.FromMilliseconds(1_530));
        board.Apply(new CandidateDelta(1, "", "hm"));
        board.Apply(new CandidateDelta(2, "The first line.\nAnd a second one that goes on for longer than the row is wide, with an end."));
        board.Apply(Settled(3, "delta", CallState.Ok, "東京は日本の首都です。通貨は円です。人口は約一千四百万人です。", 31));
        board.Apply(Settled(4, "epsilon", CallState.TimedOut, "", null, "no first token within 30 s"));
        using TestConsole console = new TestConsole().Width(80);

        console.Write(PanelTable.Render(board, 80, 24));

        Assert.All(console.Lines, line => Assert.True(TerminalText.Cells(line.TrimEnd()) <= 80, line));
        Approved.Check("panel-table", console.Output);
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(100, 24)]
    [InlineData(20, 5)]
    public void Render_MoreCandidatesThanLines_ShowsWhatFitsAndSaysHowManyMore(int width, int height)
    {
        string[] models = [.. Enumerable.Repeat("a-model-with-a-very-long-name", 400)];
        PanelBoard board = new(_time);
        board.Apply(new RunStarted("run", "recipe", models));
        for (int index = 0; index < 300; index++)
            board.Apply(index == 200 ? Settled(index, models[index], CallState.Failed, "", null, "no luck") : Settled(index, models[index], CallState.Ok, "Tokyo is the capital of Japan.", 7));
        board.Apply(new CandidateStarted(350, models[350]));
        board.Apply(new CandidateDelta(350, "Writing right now"));
        using TestConsole console = new TestConsole().Width(width);

        console.Write(PanelTable.Render(board, width, height));

        Assert.All(console.Lines, line => Assert.True(TerminalText.Cells(line.TrimEnd()) <= width, line));
        Assert.InRange(console.Lines.Count, 1, height - 1);
        Assert.Contains(console.Lines, line => line.StartsWith("351", StringComparison.Ordinal));
        Assert.StartsWith("… ", console.Lines[^1], StringComparison.Ordinal);
        if (width >= 40)
        {
            Assert.Contains("right now", console.Output, StringComparison.Ordinal);
            Assert.Contains("more: ", console.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Apply_SlotRefilledBySpare_ShowsTheSpare()
    {
        PanelBoard board = new(_time);
        board.Apply(new RunStarted("run", "recipe", ["alpha"]));
        board.Apply(new CandidateStarted(0, "alpha"));
        board.Apply(new CandidateDelta(0, "half"));

        board.Apply(new CandidateStarted(0, "spare"));

        PanelSlot slot = Assert.Single(board.Slots);
        Assert.Equal("spare", slot.Model);
        Assert.Equal("", slot.Tail);
    }

    private static CandidateCompleted Settled(int index, string model, CallState state, string text, long? tokens, string? failure = null) => new(
        new Candidate(index, model, state, text) { Failure = failure is null ? null : new CallFailure(failure) },
        new CallRecord { Role = CallRole.Panel, Candidate = index, RequestedModel = model, State = state, OutputTokens = tokens, LatencyMs = 1_234 });
}
