using System.Text;
using CsCheck;

namespace FusionOfN.Jobs.Tests.Rows;

/// <summary>Any text as a row ends in a row or in a named bad row, and the rows around it are read.</summary>
public sealed class AnyRowTests
{
    private const string Pool = """{"id":"first","prompt":"?","candidates":["4",{"model":"m","text":"5","is_correct":false}],"gold":4}""";
    private const string Chat = """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"Hel"}]}],"id":7}""";

    private static readonly string[] Pieces =
    [
        "null", "true", "-1e999", "\"\"", "\"\\ud83d\"", "\"\\udc00x\"", "{}", "[]", "[[[[", "}}", "{\"text\":", "\"id\":", "\"prompt\":", "\"candidates\":", "\"messages\":", "\"role\":\"tool\"", "\"content\":",
        "\"is_correct\":2", "\"gold\":[", ",", ":", "\\u0000", "\u0000", "\uFEFF", "\uD83D", "é", "😀", "//", "\u2028", " ", "\t", "NaN", "9007199254740993", "{\"id\":\"first\",\"prompt\":\"?\",\"candidates\":[\"4\"]}",
    ];

    // A good row with pieces put in, taken out and doubled, or pieces alone.
    private static Gen<string> Rows(string good) => Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, good.Length], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1]).Array[0, 6]).Select((isGood, edits) =>
    {
        StringBuilder row = new(isGood ? good : "");
        foreach (var (at, removed, piece) in edits)
        {
            var place = Math.Min(at, row.Length);
            row.Remove(place, Math.Min(removed, row.Length - place)).Insert(place, Pieces[piece]);
        }

        return row.ToString();
    });

    [Fact]
    public async Task PoolFile_AnyTextAsARow_IsARowOrANamedBadOne() => await Rows(Pool).SampleAsync(
        async text =>
        {
            List<RowProblem> problems = [];
            List<PoolRow> rows = [];
            using StringReader reader = new($"{Pool}\n{text}\n{Pool.Replace("first", "last", StringComparison.Ordinal)}");

            await foreach (PoolRow row in new PoolFileReader(reader, problems.Add).ReadAsync(TestContext.Current.CancellationToken))
                rows.Add(row);

            AssertNamed(text, [.. rows.Select(row => row.Line)], problems);
        },
        iter: 3_000);

    [Fact]
    public void ChatRows_AnyTextAsARow_IsARowOrANamedBadOne() => Rows(Chat).Sample(
        text =>
        {
            List<RowProblem> problems = [];

            List<ChatRow> rows = [.. ChatRow.Read([Chat, text, Chat], problems.Add)];

            AssertNamed(text, [.. rows.Select(row => row.Line)], problems);
        },
        iter: 3_000);

    private static void AssertNamed(string text, IReadOnlyList<int> lines, List<RowProblem> problems)
    {
        Assert.Contains(1, lines);
        Assert.Contains(3, lines);
        Assert.All(problems, problem => Assert.Equal((2, true), (problem.Line, problem.Problem.Length > 0)));
        if (!string.IsNullOrWhiteSpace(text.Trim('\uFEFF')))
            Assert.Equal(1, problems.Count + lines.Count(line => line == 2));
    }
}
