namespace FusionOfN.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("ask")]
    [InlineData("chat")]
    [InlineData("logs")]
    [InlineData("config")]
    [InlineData("completion")]
    [InlineData("help")]
    [InlineData("man")]
    [InlineData("compare")]
    [InlineData("fuse")]
    [InlineData("replay")]
    [InlineData("init")]
    [InlineData("models")]
    [InlineData("recipes")]
    [InlineData("doctor")]
    [InlineData("train")]
    [InlineData("models pull")]
    [InlineData("lab")]
    [InlineData("lab prompts")]
    [InlineData("models list")]
    [InlineData("models remove")]
    [InlineData("keys")]
    [InlineData("keys add")]
    [InlineData("keys list")]
    [InlineData("keys revoke")]
    public async Task Help_OfEachCommand_IsAsApproved(string command)
    {
        CliResult result = await _session.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.All(result.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, $"wider than 80 columns: {line}"));
        Approved.Check($"help-{(command.Length == 0 ? "fusion" : command.Replace(' ', '-'))}", result.Output);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("keys add")]
    [InlineData("")]
    public async Task HelpCommand_OfACommand_PrintsItsHelp(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        CliResult asked = await _session.RunAsync(["help", .. words]);
        CliResult option = await _session.RunAsync([.. words, "--help"]);

        Assert.Equal(0, asked.ExitCode);
        Assert.Equal(option.Output, asked.Output);
    }

    [Theory]
    [InlineData("aks", "'ask'")]
    [InlineData("keys ad", "'add'")]
    [InlineData("modles pull", "'models'")]
    public async Task HelpCommand_Mistyped_SaysWhichIsNear(string command, string near)
    {
        CliResult result = await _session.RunAsync(["help", .. command.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"did you mean {near}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfAsk_NamesEveryAggregator()
    {
        CliResult result = await _session.RunAsync("ask", "--help");

        Assert.All(AggregatorNames.All, name => Assert.Contains(name, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_Asked_IsOneLine()
    {
        CliResult result = await _session.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^fusion \d+\.\d+\.\d+\n$", result.Output);
    }

    [Fact]
    public async Task Command_Mistyped_SaysWhichOnesAreNear()
    {
        CliResult result = await _session.RunAsync("compair", "x");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("compare", result.Error, StringComparison.Ordinal);
    }
}
