using System.Numerics;

namespace FusionOfN;

/// <summary>Numbers the different symbols of sequences in the order in which they come. Nothing is cleared in between.</summary>
internal sealed class SymbolTable
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private Slot[] _slots = new Slot[256];
    private int _stamp;

    /// <summary>Numbers symbols.</summary>
    /// <param name="symbols">The symbols.</param>
    /// <param name="numbers">Where the numbers go.</param>
    /// <param name="first">The first number.</param>
    /// <returns>The highest number, or <paramref name="first"/> when there are none.</returns>
    public int Number(ReadOnlySpan<ulong> symbols, Span<int> numbers, int first)
    {
        Begin();
        var next = first;
        for (var i = 0; i < symbols.Length; i++)
        {
            // Half of the table stays free.
            if (2 * (next - first) >= _slots.Length)
            {
                _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(4 * (next - first)))];
                next = first;
                i = 0;
                Begin();
            }

            ref var slot = ref Find(symbols[i]);
            if (slot.Stamp != _stamp)
                slot = new() { Symbol = symbols[i], Stamp = _stamp, Number = next++ };
            numbers[i] = slot.Number;
        }

        return Math.Max(first, next - 1);
    }

    private void Begin()
    {
        if (_stamp == int.MaxValue)
            (_slots, _stamp) = (new Slot[_slots.Length], 0);
        _stamp++;
    }

    private ref Slot Find(ulong symbol)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)((symbol * Multiplier) >> 40) & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot.Stamp != _stamp || slot.Symbol == symbol)
                return ref slot;
        }
    }

    private struct Slot
    {
        public ulong Symbol;
        public int Stamp;
        public int Number;
    }
}
