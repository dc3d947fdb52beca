namespace FusionOfN.Jobs.Tests.Rows;

public sealed class ChatRowTests
{
    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}""")]
    [InlineData("""{"messages":[{"role":"human","content":"Hi"},{"role":"gpt","content":"Hello"}]}""")]
    [InlineData("""{"prompt":"Hi","completion":"Hello"}""")]
    [InlineData("""{"prompt":[{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}]}],"id":7}""")]
    public void Read_EachSpelling_GivesTheSameConversation(string line)
    {
        var (rows, problems) = Read("", line);

        Assert.Empty(problems);
        ChatRow row = Assert.Single(rows);
        Assert.Equal(2, row.Line);
        Assert.Equal([("user", "Hi"), ("assistant", "Hello")], row.Messages.Select(message => (message.Role.Value, message.Text)));
    }

    [Fact]
    public void Read_HalvesOfCharacters_AreReplaced()
    {
        var (rows, problems) = Read("""{"messages":[{"role":"user","content":"Hi \ud83d"},{"role":"assistant","content":"\udc00 Hello \ud83d\ude00"}]}""", """{"prompt":"Hi \ud83d","completion":"\udc00 Hello \ud83d\ude00"}""");

        Assert.Empty(problems);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(["Hi \uFFFD", "\uFFFD Hello 😀"], row.Messages.Select(message => message.Text)));
    }

    [Theory]
    [InlineData("""{"messages":[""", null, "is not JSON: column 14, it ends too early")]
    [InlineData("""[1]""", null, "it is a list")]
    [InlineData("""{"text":"x"}""", null, "neither messages nor prompt")]
    [InlineData("""{"messages":"x"}""", "messages", "it is a text")]
    [InlineData("""{"messages":[]}""", "messages", "empty")]
    [InlineData("""{"messages":[7]}""", "messages[0]", "it is a number")]
    [InlineData("""{"messages":[{"content":"x"}]}""", "messages[0].role", "missing")]
    [InlineData("""{"messages":[{"role":"robot","content":"x"}]}""", "messages[0].role", "'robot' is no role")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "messages[0].role", "is tool")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content", "missing")]
    [InlineData("""{"messages":[{"role":"user","content":null}]}""", "messages[0].content", "it is null")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":" "}]}""", "messages[1].content", "empty")]
    [InlineData("""{"messages":[{"role":"user","content":[{"image":"x"}]}]}""", "messages[0].content[0]", "neither a text part")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a/b.png"}}]}]}""", "messages[0].content", "no text")]
    [InlineData("""{"messages":[{"role":"assistant","content":"x"}]}""", "messages[0].role", "nothing would be asked")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "messages", "ends with a message of the user")]
    [InlineData("""{"prompt":"x"}""", "completion", "missing")]
    [InlineData("""{"prompt":null,"completion":"x"}""", "prompt", "it is null")]
    [InlineData("""{"prompt":"","completion":"x"}""", "prompt", "empty")]
    [InlineData("""{"prompt":[{"role":"assistant","content":"x"}],"completion":"x"}""", "prompt[0].role", "nothing would be asked")]
    [InlineData("""{"prompt":"x","completion":[{"role":"user","content":"x"}]}""", "completion", "ends with a message of the user")]
    public void Read_BadRow_NamesLineFieldAndReason(string line, string? field, string reason)
    {
        var (rows, problems) = Read("""{"prompt":"Hi","completion":"Hello"}""", line);

        Assert.Single(rows);
        RowProblem problem = Assert.Single(problems);
        Assert.Equal((2, field), (problem.Line, problem.Field));
        Assert.Contains(reason, problem.Problem, StringComparison.Ordinal);
        Assert.StartsWith($"line 2: {field}", problem.ToString(), StringComparison.Ordinal);
    }

    private static (IReadOnlyList<ChatRow> Rows, IReadOnlyList<RowProblem> Problems) Read(params string[] lines)
    {
        List<RowProblem> problems = [];
        return ([.. ChatRow.Read(lines, problems.Add)], problems);
    }
}
