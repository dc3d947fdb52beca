namespace FusionOfN;

/// <summary>Covers a stretch with the fewest pieces that each are held, and among those covers takes the one whose borders are the best.</summary>
/// <remarks>
/// What can be held from a place on only reaches further from a later place. So the longest pieces from the start on need the fewest, and the k-th border
/// lies between where they put it and where the longest pieces from the end back would: places that no two borders share. Linear in the stretch.
/// </remarks>
internal sealed class Cover
{
    private readonly int[] _reach;
    private readonly Func<int, int> _score;
    private int[] _best = [];
    private int[] _next = [];

    /// <summary>Prepares covers.</summary>
    /// <param name="reach">For each place the furthest that a piece from there can go; it never falls.</param>
    /// <param name="score">How good a place is for a border.</param>
    public Cover(int[] reach, Func<int, int> score)
    {
        _reach = reach;
        _score = score;
    }

    /// <summary>The borders of the pieces that cover a stretch, its start and end included.</summary>
    /// <param name="from">Its first place.</param>
    /// <param name="to">Where it ends; pieces can cover all of it.</param>
    public IReadOnlyList<int> Of(int from, int to)
    {
        List<int> furthest = [from];
        while (furthest[^1] < to)
            furthest.Add(Math.Min(to, _reach[furthest[^1]]));
        if (furthest.Count <= 2)
            return furthest;

        if (_next.Length == 0)
            (_best, _next) = (new int[_reach.Length + 1], new int[_reach.Length]);
        _best[to] = 0;
        var (low, high) = (to, to);
        for (var border = furthest.Count - 2; border >= 0; border--)
        {
            var (nextLow, nextHigh) = (low, high);
            low = high = furthest[border];
            while (border > 0 && low - 1 > furthest[border - 1] && _reach[low - 1] >= nextLow)
                low--;
            Choose(low, high, nextLow, nextHigh, isBorder: border > 0);
        }

        var borders = furthest;
        for (var border = 1; border < borders.Count; border++)
            borders[border] = _next[borders[border - 1]];
        return borders;
    }

    /// <summary>Finds for each place of a border the best place of the next one that a piece from there reaches; the furthest of equals.</summary>
    private void Choose(int low, int high, int nextLow, int nextHigh, bool isBorder)
    {
        var (choice, read) = (nextLow, nextLow);
        for (var place = low; place <= high; place++)
        {
            for (var limit = Math.Min(nextHigh, _reach[place]); read <= limit; read++)
                choice = _best[read] >= _best[choice] ? read : choice;
            _next[place] = choice;
            _best[place] = _best[choice] + (isBorder ? _score(place) : 0);
        }
    }
}
