namespace FusionOfN.Local;

/// <summary>Lets text through up to the first stop string, wherever the borders of the tokens fall. The stop string itself is not part of the text.</summary>
internal sealed class StopMatcher
{
    private readonly IReadOnlyList<string> _stops;
    private string _held = "";

    public StopMatcher(IReadOnlyList<string> stops) => _stops = [.. stops.Where(stop => stop.Length > 0)];

    /// <summary>Takes the next piece of text.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="stopped">Whether a stop string is complete; nothing may be pushed after it.</param>
    /// <returns>The text that can no longer be part of a stop string.</returns>
    public string Push(string text, out bool stopped)
    {
        stopped = false;
        if (_stops.Count == 0)
            return text;

        var all = _held + text;
        var found = -1;
        foreach (var stop in _stops)
        {
            var index = all.IndexOf(stop, StringComparison.Ordinal);
            if (index >= 0 && (found < 0 || index < found))
                found = index;
        }

        if (found >= 0)
        {
            stopped = true;
            _held = "";
            return all[..found];
        }

        var keep = _stops.Max(stop => LongestStart(all, stop));
        _held = all[^keep..];
        return all[..^keep];
    }

    /// <summary>What was held back when the text ends.</summary>
    public string Finish()
    {
        var rest = _held;
        _held = "";
        return rest;
    }

    /// <summary>The length of the longest end of <paramref name="text"/> with which <paramref name="stop"/> begins.</summary>
    private static int LongestStart(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                return length;
        }

        return 0;
    }
}
