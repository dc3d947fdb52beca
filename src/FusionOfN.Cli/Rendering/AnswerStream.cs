namespace FusionOfN.Cli.Rendering;

/// <summary>Writes the answer to standard output: piece by piece on a terminal, in one piece when it is redirected.</summary>
/// <remarks>A redirected answer waits for the end, because pieces may still be taken back and a file cannot unread them.</remarks>
internal sealed class AnswerStream
{
    private readonly CliHost _host;
    private readonly bool _isLive;
    private readonly System.Text.StringBuilder _written = new();

    public AnswerStream(CliHost host)
    {
        _host = host;
        _isLive = host.IsOutputTerminal;
    }

    public void Append(string piece)
    {
        if (!_isLive || piece.Length == 0)
            return;
        _written.Append(piece);
        _host.Out.Write(TerminalText.Clean(piece));
        _host.Out.Flush();
    }

    public void Discard(string reason)
    {
        if (_written.Length == 0)
            return;
        _host.Out.WriteLine();
        _host.Error.WriteLine($"The text above is void: {TerminalText.OneLine(reason)} Starting again.");
        _written.Clear();
    }

    /// <summary>Ends the line of an answer that was stopped. What is on the screen of it stays.</summary>
    public void Stop()
    {
        if (_written.Length > 0)
            _host.Out.WriteLine();
    }

    public void Complete(string answer)
    {
        if (_written.Length > 0 && !string.Equals(_written.ToString().Trim(), answer.Trim(), StringComparison.Ordinal))
            Discard("the finished answer differs from what was streamed.");
        if (_written.Length == 0)
            _host.Out.Write(_isLive ? TerminalText.Clean(answer) : answer);
        _host.Out.WriteLine();
        _host.Out.Flush();
    }
}
