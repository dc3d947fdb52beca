using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>One conversation to learn from.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Messages">
/// The conversation: texts of system, user and assistant, none of them empty. The assistant speaks last and never first.
/// </param>
public sealed record ChatRow(int Line, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>
    /// Reads a data set in JSON Lines. A row has either <c>messages</c>, a list of objects with <c>role</c> and <c>content</c>, or <c>prompt</c> and
    /// <c>completion</c>, each a text or such a list. Blank lines are skipped; other fields are ignored.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <param name="onProblem">Hears of every row that cannot be used.</param>
    /// <returns>The rows that can be used, in the order of the file.</returns>
    public static IEnumerable<ChatRow> Read(IEnumerable<string> lines, Action<RowProblem> onProblem) =>
        new JsonLinesReader<ChatRow>(ChatRowParser.Parse, onProblem).Read(lines);
}
