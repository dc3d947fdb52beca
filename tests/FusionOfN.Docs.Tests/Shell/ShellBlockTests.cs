using System.CommandLine;

namespace FusionOfN.Docs.Tests;

/// <summary>Commands that readers copy.</summary>
[Collection("pages")]
public sealed class ShellBlockTests
{
    private static readonly IReadOnlyList<ShellBlock> Blocks = [.. DocPage.All.SelectMany(ShellBlock.In)];

    public static TheoryData<string> PagesWithOutput => [.. Blocks.Where(block => block.Output is not null).Select(block => block.Page).Distinct()];

    [Fact]
    public void Commands_OfEveryPage_AreKnownWithTheirOptions()
    {
        List<string> wrong = [];
        foreach (ShellBlock block in Blocks)
        {
            foreach (string[] words in block.Calls())
            {
                // A word in capitals stands for what the reader puts there.
                ParseResult parse = CommandReference.Root.Parse([.. words.Select(word => word is "N" ? "1" : word)]);
                if (parse.Errors.Count > 0)
                    wrong.Add($"{block.Page}:{block.Block.Line}: fusion {string.Join(' ', words)}: {parse.Errors[0].Message}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Commands_WithoutOutput_SayWhyTheyAreNotRun()
    {
        // The examples of the reference are those of the help, and are run as such; the report is written by the command that it names.
        IEnumerable<string> silent = Blocks
            .Where(block => block.Page is not ("docs/cli.md" or "docs/lab/report.md") && block.Output is null && block.NotRun is null && block.Calls().Any())
            .Select(block => $"{block.Page}:{block.Block.Line}: show the output in a 'text' block right behind, or say why it is not run: <!-- not run: … -->");

        Assert.Empty(silent);
    }

    [Theory]
    [MemberData(nameof(PagesWithOutput))]
    public async Task Commands_WithOutput_PrintIt(string page)
    {
        await using PageRun run = new();
        foreach (ShellBlock block in Blocks.Where(block => block.Page == page && block.Output is not null))
            await run.CheckAsync(block);
    }

    [Fact]
    public async Task Examples_OfTheHelpForTheModelsInTheBox_AreAnsweredRight()
    {
        await using PageRun run = new();
        int count = 0;
        foreach (ShellBlock block in CommandReference.ExamplesForTheBox())
        {
            foreach (string command in block.Commands)
            {
                string output = await run.RunAsync(command);
                Assert.DoesNotContain("outside of what", output, StringComparison.Ordinal);
                Assert.True(output.Contains("Tokyo", StringComparison.Ordinal), $"{command}\n{output}");
                count++;
            }
        }

        Assert.True(count >= 4, $"There are {count} examples.");
    }
}
