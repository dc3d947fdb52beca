using System.Text;

namespace FusionOfN.Cli;

/// <summary>Reads what a person types, one turn at a time.</summary>
internal sealed class ChatInput
{
    private readonly CliHost _host;

    public ChatInput(CliHost host) => _host = host;

    /// <summary>The next turn; a backslash at the end of a line goes on with the next one. Null at the end of the input.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        while (await ReadLineAsync(text.Length == 0 ? "> " : "… ", cancellationToken) is { } line)
        {
            if (!line.EndsWith('\\'))
                return text.Append(line).ToString();
            text.Append(line, 0, line.Length - 1).Append('\n');
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    // The read itself cannot be cancelled, so it is left behind when the person wants to leave.
    private async Task<string?> ReadLineAsync(string mark, CancellationToken cancellationToken)
    {
        if (_host.IsInputTerminal)
        {
            _host.Error.Write(mark);
            _host.Error.Flush();
        }

        return await Task.Run(_host.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
    }
}
