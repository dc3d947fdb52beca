using Bunit;
using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class ProvenanceTextTests : BunitContext
{
    private const string Answer = "The capital is Warsaw. Nobody said this part. The currency is the zloty.";
    private static readonly ProvenanceMap Map = ProvenanceMap.Create(Answer, ["The capital is Warsaw.", "The currency is the zloty."]);

    [Fact]
    public void Render_SpansOfTwoCandidates_HaveLettersAndStylesOfTheirOwn()
    {
        var text = Render<ProvenanceText>(parameters => parameters.Add(text => text.Answer, Answer).Add(text => text.Map, Map));

        Assert.Equal(Answer, text.Find("[data-testid=answer]").TextContent);
        Assert.Equal(["A", "B"], text.FindAll("[data-testid=span]").Select(span => span.GetAttribute("data-letters")!));
        Assert.Equal(["cand-0", "cand-1"], text.FindAll("[data-testid=span]").Select(span => span.ClassList[1]));
        Assert.Single(text.FindAll("[data-testid=span-new]"));
    }

    [Fact]
    public void Focus_OnASpan_SaysWhichIsHighlighted()
    {
        int? highlighted = null;
        var text = Render<ProvenanceText>(parameters => parameters
            .Add(text => text.Answer, Answer).Add(text => text.Map, Map).Add(text => text.HighlightChanged, span => highlighted = span));

        text.FindAll("[data-testid=span]")[1].Focus();

        Assert.Equal("The currency is the zloty.", Map.Spans[highlighted!.Value].Of(Answer).Trim());
    }

    [Fact]
    public void Render_MarkupInTheAnswer_IsText()
    {
        const string Evil = "<img src=x onerror=alert(1)> and <script>alert(2)</script>";
        var text = Render<ProvenanceText>(parameters => parameters.Add(text => text.Answer, Evil).Add(text => text.Map, ProvenanceMap.Create(Evil, [Evil])));

        Assert.Empty(text.FindAll("img, script"));
        Assert.Equal(Evil, text.Find("[data-testid=answer]").TextContent);
    }

    [Fact]
    public void Legend_SharesOfEach_NamesLettersModelsAndNewText()
    {
        var legend = Render<ProvenanceLegend>(parameters => parameters.Add(legend => legend.Map, Map).Add(legend => legend.Models, ["first", "second"]));

        Assert.Equal(5, legend.FindAll("li").Count);
        Assert.Contains("first", legend.FindAll("li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("too short to say", legend.FindAll("li")[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("new text", legend.FindAll("li")[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("difflib", legend.FindAll("li")[4].TextContent, StringComparison.Ordinal);
    }
}
