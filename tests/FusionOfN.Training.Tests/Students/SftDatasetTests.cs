namespace FusionOfN.Training.Tests;

public sealed class SftDatasetTests
{
    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}""")]
    [InlineData("""{"prompt":"Hi","completion":"Hello"}""")]
    [InlineData("""{"prompt":[{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}]}],"id":7}""")]
    public void Parse_EachSpelling_GivesTheSameConversation(string line)
    {
        var data = SftDataset.Parse(["", line]);

        Assert.Empty(data.Problems);
        var row = Assert.Single(data.Rows);
        Assert.Equal(2, row.Number);
        Assert.Equal([new SftMessage("user", "Hi"), new SftMessage("assistant", "Hello")], row.Messages);
    }

    [Theory]
    [InlineData("""{"messages":[""", "", "not valid JSON")]
    [InlineData("""[1]""", "", "a list")]
    [InlineData("""{"text":"x"}""", "", "neither")]
    [InlineData("""{"messages":"x"}""", "messages", "a text")]
    [InlineData("""{"messages":[]}""", "messages", "empty")]
    [InlineData("""{"messages":[7]}""", "messages[0]", "a number")]
    [InlineData("""{"messages":[{"content":"x"}]}""", "messages[0].role", "missing")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "messages[0].role", "\"tool\" is unknown")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content", "missing")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":" "}]}""", "messages[1].content", "empty")]
    [InlineData("""{"messages":[{"role":"user","content":[{"image":"x"}]}]}""", "messages[0].content", "without a \"text\"")]
    [InlineData("""{"messages":[{"role":"assistant","content":"x"}]}""", "messages[0].role", "cannot speak first")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "messages", "last message is the user's")]
    [InlineData("""{"prompt":"x"}""", "completion", "missing")]
    [InlineData("""{"prompt":null,"completion":"x"}""", "prompt", "null")]
    [InlineData("""{"prompt":"","completion":"x"}""", "prompt", "empty")]
    public void Parse_BadRow_NamesRowFieldAndReason(string line, string field, string reason)
    {
        var data = SftDataset.Parse(["""{"prompt":"Hi","completion":"Hello"}""", line]);

        Assert.Single(data.Rows);
        var problem = Assert.Single(data.Problems);
        Assert.Equal((2, field), (problem.Row, problem.Field));
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.StartsWith("row 2", problem.ToString(), StringComparison.Ordinal);
    }
}
