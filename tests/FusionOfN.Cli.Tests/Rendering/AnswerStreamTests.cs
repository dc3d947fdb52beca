using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli.Tests.Rendering;

public sealed class AnswerStreamTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Complete_Terminal_HasStreamedThePiecesOnce()
    {
        AnswerStream stream = Create(isTerminal: true);

        stream.Append("To");
        string early = _output.ToString();
        stream.Append("kyo");
        stream.Complete("Tokyo");

        Assert.Equal("To", early);
        Assert.Equal("Tokyo\n", _output.ToString());
    }

    [Fact]
    public void Discard_Terminal_SaysThatTheTextIsVoidAndStartsAgain()
    {
        AnswerStream stream = Create(isTerminal: true);

        stream.Append("Kyo");
        stream.Discard("the fusor broke off");
        stream.Append("Tokyo");
        stream.Complete("Tokyo");

        Assert.Equal("Kyo\nTokyo\n", _output.ToString());
        Assert.Contains("void", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_Redirected_WritesOnlyTheFinishedAnswer()
    {
        AnswerStream stream = Create(isTerminal: false);

        stream.Append("Kyo");
        stream.Discard("the fusor broke off");
        stream.Complete("Tokyo");

        Assert.Equal("Tokyo\n", _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void Append_Terminal_KeepsControlSequencesOut()
    {
        AnswerStream stream = Create(isTerminal: true);

        stream.Append("\u001b[2Jhidden\u0007");
        stream.Complete("\u001b[2Jhidden\u0007");

        Assert.Equal("hidden\n", _output.ToString());
    }

    private AnswerStream Create(bool isTerminal) => new(new CliHost(TextReader.Null, _output, _error) { IsOutputTerminal = isTerminal });
}
