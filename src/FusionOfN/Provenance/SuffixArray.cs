namespace FusionOfN;

/// <summary>Sorts the suffixes of a sequence of numbers in linear time.</summary>
/// <remarks>
/// Induced sorting (Nong, Zhang, Chan 2009): suffixes are of type S (smaller than the next) or L; the leftmost S of each run is sorted first, by its
/// block up to the next one, and all others follow from these in two passes over the buckets. Common prefixes after Kasai et al. (2001).
/// </remarks>
internal static class SuffixArray
{
    /// <summary>The start of each suffix, in order.</summary>
    /// <param name="text">Numbers from 0; the last is 0 and the only 0.</param>
    public static int[] Sort(int[] text)
    {
        var largest = 0;
        foreach (var symbol in text)
            largest = Math.Max(largest, symbol);
        return Sort(text, largest + 1);
    }

    /// <summary>For each rank how many symbols its suffix shares with the one before it; 0 for the first.</summary>
    public static int[] CommonPrefixes(int[] text, int[] suffixes)
    {
        var ranks = new int[text.Length];
        for (var rank = 0; rank < suffixes.Length; rank++)
            ranks[suffixes[rank]] = rank;

        var shared = new int[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (ranks[i] == 0)
            {
                length = 0;
                continue;
            }

            var previous = suffixes[ranks[i] - 1];
            while (i + length < text.Length && previous + length < text.Length && text[i + length] == text[previous + length])
                length++;
            shared[ranks[i]] = length;
            // The suffix one further shares at least one symbol less with its own neighbour.
            length = Math.Max(0, length - 1);
        }

        return shared;
    }

    private static int[] Sort(int[] text, int alphabet)
    {
        if (text.Length == 1)
            return [0];
        var isSmaller = Types(text);
        var buckets = Sizes(text, alphabet);

        // The blocks need not be in order to sort the blocks themselves: one induction from any order does it.
        List<int> starts = [];
        for (var i = 1; i < text.Length; i++)
        {
            if (IsBlockStart(isSmaller, i))
                starts.Add(i);
        }

        var suffixes = Induce(text, isSmaller, buckets, starts);
        var (names, count) = NameBlocks(text, isSmaller, suffixes);
        var reduced = new int[starts.Count];
        for (var i = 0; i < starts.Count; i++)
            reduced[i] = names[starts[i]];

        // Equal blocks are told apart by what follows them: the same problem, on the names, at most half as long.
        var order = count == starts.Count ? Inverse(reduced) : Sort(reduced, count);
        return Induce(text, isSmaller, buckets, [.. order.Select(block => starts[block])]);
    }

    private static bool[] Types(int[] text)
    {
        var isSmaller = new bool[text.Length];
        isSmaller[^1] = true;
        for (var i = text.Length - 2; i >= 0; i--)
            isSmaller[i] = text[i] < text[i + 1] || (text[i] == text[i + 1] && isSmaller[i + 1]);
        return isSmaller;
    }

    private static int[] Sizes(int[] text, int alphabet)
    {
        var sizes = new int[alphabet];
        foreach (var symbol in text)
            sizes[symbol]++;
        return sizes;
    }

    private static bool IsBlockStart(bool[] isSmaller, int index) => index > 0 && isSmaller[index] && !isSmaller[index - 1];

    private static int[] Induce(int[] text, bool[] isSmaller, int[] sizes, List<int> starts)
    {
        var suffixes = new int[text.Length];
        Array.Fill(suffixes, -1);

        var ends = Ends(sizes);
        for (var i = starts.Count - 1; i >= 0; i--)
            suffixes[--ends[text[starts[i]]]] = starts[i];

        var heads = Heads(sizes);
        for (var i = 0; i < suffixes.Length; i++)
        {
            var before = suffixes[i] - 1;
            if (before >= 0 && !isSmaller[before])
                suffixes[heads[text[before]]++] = before;
        }

        ends = Ends(sizes);
        for (var i = suffixes.Length - 1; i >= 0; i--)
        {
            var before = suffixes[i] - 1;
            if (before >= 0 && isSmaller[before])
                suffixes[--ends[text[before]]] = before;
        }

        return suffixes;
    }

    private static (int[] Names, int Count) NameBlocks(int[] text, bool[] isSmaller, int[] suffixes)
    {
        var names = new int[text.Length];
        var (count, last) = (0, -1);
        foreach (var suffix in suffixes)
        {
            if (!IsBlockStart(isSmaller, suffix))
                continue;
            if (last >= 0 && !SameBlock(text, isSmaller, last, suffix))
                count++;
            names[suffix] = count;
            last = suffix;
        }

        return (names, count + 1);
    }

    private static bool SameBlock(int[] text, bool[] isSmaller, int left, int right)
    {
        for (var i = 0; left + i < text.Length && right + i < text.Length; i++)
        {
            if (text[left + i] != text[right + i] || isSmaller[left + i] != isSmaller[right + i])
                return false;
            if (i > 0 && (IsBlockStart(isSmaller, left + i) || IsBlockStart(isSmaller, right + i)))
                return IsBlockStart(isSmaller, left + i) && IsBlockStart(isSmaller, right + i);
        }

        return false;
    }

    private static int[] Inverse(int[] ranks)
    {
        var order = new int[ranks.Length];
        for (var i = 0; i < ranks.Length; i++)
            order[ranks[i]] = i;
        return order;
    }

    private static int[] Heads(int[] sizes)
    {
        var heads = new int[sizes.Length];
        for (var i = 1; i < sizes.Length; i++)
            heads[i] = heads[i - 1] + sizes[i - 1];
        return heads;
    }

    private static int[] Ends(int[] sizes)
    {
        var ends = new int[sizes.Length];
        for (int i = 0, sum = 0; i < sizes.Length; i++)
            ends[i] = sum += sizes[i];
        return ends;
    }
}
