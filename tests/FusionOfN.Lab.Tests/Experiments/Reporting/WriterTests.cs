using FusionOfN.Evaluation;

namespace FusionOfN.Lab.Tests.Experiments.Reporting;

public class WriterTests
{
    private const string Arabic = "العاصمة هي طوكيو.";

    [Fact]
    public void Markdown_ArabicCell_IsIsolatedFromItsNeighbours()
    {
        ReportDocument document = new();
        document.Table(["language", "text"], [["ar", Arabic]]);

        Assert.Contains($"| ar | \u2068{Arabic}\u2069 |", MarkdownWriter.Write(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_SignsOfMarkdown_AreMeantLiterally()
    {
        ReportDocument document = new();
        document.Table(["a|b"], [["x_y\n*z*"]]);

        string text = MarkdownWriter.Write(document);
        Assert.Contains(@"| a\|b |", text, StringComparison.Ordinal);
        Assert.Contains(@"| x\_y \*z\* |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_TextOfAnyScript_StaysReadableAndFindsItsDirection()
    {
        ReportDocument document = new();
        document.Table(["text"], [[Arabic], ["首都は東京です。"], ["<b>"]]);

        string html = HtmlWriter.Write(document);
        Assert.Contains($"<td dir=\"auto\">{Arabic}</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td dir=\"auto\">首都は東京です。</td>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Figure_StandsInThePage()
    {
        ReportDocument document = new();
        document.Figure("curve", LineChart.Draw("scores & more", "N", [new("FusioN", "red", [(1, 0.5), (5, 0.9)])]), "a curve");

        string html = HtmlWriter.Write(document);
        Assert.Contains("<svg xmlns", html, StringComparison.Ordinal);
        Assert.Contains("scores &amp; more", html, StringComparison.Ordinal);
        Assert.Contains(">FusioN</text>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalChart_LossAndWin_HaveDifferentColours()
    {
        PairedDifference win = new(new(0.1, 0.05, 0.15, 0.02, 20, 20)), loss = new(new(-0.1, -0.15, -0.05, 0.02, 20, 20));

        string svg = IntervalChart.Draw("differences", [("facts", win), ("reasoning", loss)]);
        Assert.Contains("#1a7f37", svg, StringComparison.Ordinal);
        Assert.Contains("#b3261e", svg, StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(svg);
    }
}
