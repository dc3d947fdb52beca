namespace FusionOfN.Cli.Tests.Writing;

/// <summary>The folders that <c>train</c>, <c>lab run</c>, <c>lab train</c> and <c>init</c> fill, and what is said of a file in place of one.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private readonly CliSession _session = new();

    public OutputFolderTests()
    {
        ShellProcess.Require();
        Directory.CreateDirectory(Path.Combine(_session.Folder, "mine"));
        _session.Write("mine/README.md", "my own");
        _session.Write("rows.jsonl", """{"prompt":"Capital of Poland?","completion":"Warsaw."}""");
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("fusion train -d rows.jsonl -b lab/student-base -o mine", "mine holds something else already")]
    [InlineData("fusion train -d rows.jsonl -b lab/student-base -o mine --restart", "mine holds something else already")]
    [InlineData("fusion train -d rows.jsonl -b lab/student-base -o rows.jsonl", "rows.jsonl is a file")]
    [InlineData("fusion train -d mine -b lab/student-base -o student", "mine is a folder")]
    [InlineData("fusion lab run --quick -o mine", "mine holds something else already")]
    [InlineData("fusion lab train --out mine", "mine holds something else already")]
    [InlineData("fusion lab train --work mine", "mine holds something else already")]
    [InlineData("fusion lab train --scale 0", "--scale must be above 0")]
    [InlineData("fusion init rows.jsonl", "rows.jsonl is a file")]
    [InlineData("fusion ask Q -e nothing", "There is no answer extractor 'nothing'")]
    [InlineData("fusion ask Q -e 'regex:('", "insufficient closing parentheses at position 1")]
    [InlineData("fusion replay rows.jsonl", "it lacks")]
    [InlineData("fusion fuse empty.jsonl -a first", "empty.jsonl has no row in it")]
    [InlineData("fusion replay empty.jsonl", "there is nothing in it")]
    [InlineData("fusion train -d empty.jsonl -b lab/student-base -o student; code=$?; [ ! -e student ] && exit $code", "has no row to learn from")]
    [InlineData("fusion replay list.json", "another kind of value")]
    [InlineData("fusion replay mine", "mine is a folder")]
    public async Task Place_OfSomethingElse_IsRefusedInPlainWords(string command, string said)
    {
        _session.Write("list.json", "[1]");
        _session.Write("empty.jsonl", "");

        CliResult result = await ShellProcess.RunAsync(_session.Folder, command);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("FusionOfN.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
        Assert.Equal(["README.md"], Directory.EnumerateFileSystemEntries(Path.Combine(_session.Folder, "mine")).Select(Path.GetFileName));
        Assert.Equal("my own", _session.Read("mine/README.md"));
    }

    [Fact]
    public async Task Train_TwoProcessesInOneFolder_TheSecondIsRefused()
    {
        using FusionProcess first = FusionProcess.Start(_session.Folder, "train", "-d", "rows.jsonl", "-b", "lab/student-base", "-o", "student", "--tokens", "100000000");
        string held = Path.Combine(_session.Folder, "student", ".fusion.lock");
        while (!File.Exists(held))
            await Task.Yield();

        CliResult second = await ShellProcess.RunAsync(_session.Folder, "fusion train -d rows.jsonl -b lab/student-base -o student");
        await first.InterruptAsync();
        CliResult stopped = await first.WaitAsync();

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("student is being written by", second.Error, StringComparison.Ordinal);
        Assert.True(stopped.ExitCode == 130, stopped.Transcript);
        Assert.False(File.Exists(held));
    }
}
