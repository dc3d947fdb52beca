namespace FusionOfN.Cli.Tests.Prompts;

/// <summary>Files that are not what they should be: each is said in one line, and no model is asked.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("--image /dev/zero", "/dev/zero is larger than 20 MB")]
    [InlineData("--file /dev/zero", "/dev/zero is longer than 100 MB, or has no end")]
    [InlineData("--chat /dev/zero", "/dev/zero is longer than 100 MB, or has no end")]
    [InlineData("--schema /dev/zero", "/dev/zero is longer than 100 MB, or has no end")]
    [InlineData("- </dev/zero", "standard input is longer than 100 MB, or has no end")]
    [InlineData("--file ''", "the name of the file to read is empty")]
    [InlineData("--config ''", "the name of the configuration file is empty")]
    public async Task Ask_InputWithoutEndOrName_IsSaid(string options, string said)
    {
        ShellProcess.Require();
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero on this machine.");
        string prompt = options.StartsWith("--image", StringComparison.Ordinal) || options.StartsWith("--schema", StringComparison.Ordinal) || options.StartsWith("--config", StringComparison.Ordinal) ? "Q " : "";

        CliResult result = await ShellProcess.RunAsync(_session.Folder, $"fusion ask --log off {prompt}{options}");

        Assert.True(result.ExitCode is 2 or 3, result.Transcript);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("", "line 1, column 1: there is nothing in it")]
    [InlineData("not json\n", "line 1, column 2: 'not json ' is an invalid JSON literal")]
    [InlineData("{\"type\":", "line 1, column 9: it ends too early")]
    [InlineData("{\"type\": \"obj", "it ends too early")]
    [InlineData("{\"type\" \"object\"}", "'\"' is invalid after a property name")]
    public async Task Ask_SchemaThatIsNotJson_SaysWhereInWordsForPeople(string text, string said)
    {
        _session.Write("schema.json", text);

        CliResult result = await _session.RunAsync("ask", "Q", "--schema", "schema.json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("isFinalBlock", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("token", result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("not a graph")]
    [InlineData("")]
    public async Task Ask_ModelWhoseGraphIsNone_SaysSoWithoutTheRuntimesWords(string graph)
    {
        TinyModel.Write(Path.Combine(_session.Folder, "m"));
        _session.Write("m/model.onnx", graph);

        CliResult result = await _session.RunAsync("ask", "Q", "-m", "local:./m");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("it is no ONNX graph, or only a part of one", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ErrorCode", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("rotobuf", result.Error, StringComparison.Ordinal);
    }
}
