using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>One line of status per name: kept up to date in place on a terminal, printed now and then when redirected. Safe for several threads.</summary>
internal sealed class StatusLines
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(15);

    private readonly CliHost _host;
    private readonly Lock _lock = new();
    private readonly List<string> _names = [];
    private readonly Dictionary<string, string> _lines = [];
    private readonly Dictionary<string, long> _printed = [];

    public StatusLines(CliHost host) => _host = host;

    /// <summary>Sets the line of a name.</summary>
    public void Set(string name, string line)
    {
        lock (_lock)
        {
            bool isNew = !_lines.TryGetValue(name, out string? before);
            if (isNew)
                _names.Add(name);
            _lines[name] = line;
            if (_host.IsErrorTerminal)
                return;

            // The first words say the phase; a change of phase is always worth a line.
            bool isOtherPhase = isNew || Phase(before!) != Phase(line);
            if (!isOtherPhase && _host.Time.GetElapsedTime(_printed[name]) < PlainInterval)
                return;
            _printed[name] = _host.Time.GetTimestamp();
            _host.Error.WriteLine($"{name}  {line}");
        }
    }

    private static string Phase(string line) => line.Any(char.IsLetter) ? line.Split("  ")[0] : "";

    /// <summary>Shows the lines while work runs.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        if (!_host.IsErrorTerminal)
        {
            await work();
            return;
        }

        await _host.Notices.Live(Render()).StartAsync(async context =>
        {
            Task running = work();
            using PeriodicTimer timer = new(Frame, _host.Time);
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
                context.UpdateTarget(Render());
            }

            await running;
        });
    }

    private Grid Render()
    {
        lock (_lock)
        {
            Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(0));
            foreach (string name in _names)
                grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(_lines[name]));
            return grid;
        }
    }
}
