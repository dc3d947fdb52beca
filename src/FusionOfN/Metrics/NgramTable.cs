using System.Numerics;

namespace FusionOfN;

/// <summary>
/// Counts which n-grams two sequences share, exactly: those of the reference go in, those of the hypothesis take them out. One table serves many pairs, and
/// nothing is cleared between them. Not safe for concurrent use.
/// </summary>
internal sealed class NgramTable
{
    private const ulong StepFactor = 0x9E3779B97F4A7C15;
    private const ulong MixFactor = 0xBF58476D1CE4E5B9;

    private Slot[] _slots = new Slot[256];
    private int _mask;
    private int _stamp;

    /// <summary>Prolongs an n-gram by one symbol; 0 is the empty one.</summary>
    /// <remarks>Keys are hashes of 64 bits: in a pair of texts of 500 n-grams the chance that two different ones meet is about 1e-14.</remarks>
    public static ulong Prolong(ulong key, ulong symbol)
    {
        var mixed = (BitOperations.RotateLeft(key, 29) + ((symbol + 1) * StepFactor)) * MixFactor;
        return mixed ^ (mixed >> 32);
    }

    /// <summary>Forgets everything.</summary>
    /// <param name="ngrams">How many n-grams go in at most.</param>
    public void Begin(int ngrams)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, 2L * ngrams));
        if (capacity > _slots.Length)
            (_slots, _stamp) = (new Slot[capacity], 0);
        else if (_stamp == int.MaxValue)
            (_slots, _stamp) = (new Slot[_slots.Length], 0);
        _mask = capacity - 1;
        _stamp++;
    }

    /// <summary>Puts an n-gram in.</summary>
    public void Add(ulong key) => Find(key).Count++;

    /// <summary>Puts an n-gram of one of several references in: it counts as often as in that reference which has it most often.</summary>
    /// <param name="key">The n-gram.</param>
    /// <param name="reference">The number of the reference, from 0; one after the other.</param>
    public void AddOf(ulong key, int reference)
    {
        ref var slot = ref Find(key);
        if (slot.Reference != reference)
            (slot.Reference, slot.Seen) = (reference, 0);
        slot.Seen++;
        slot.Count = Math.Max(slot.Count, slot.Seen);
    }

    /// <summary>Takes an n-gram out; 1 if it was there, else 0.</summary>
    public int Take(ulong key)
    {
        var slots = _slots;
        for (var at = (int)key & _mask; slots[at].Stamp == _stamp; at = (at + 1) & _mask)
        {
            ref var slot = ref slots[at];
            if (slot.Key == key)
                return slot.Count > 0 ? Math.Min(1, slot.Count--) : 0;
        }

        return 0;
    }

    private ref Slot Find(ulong key)
    {
        var slots = _slots;
        for (var at = (int)key & _mask; ; at = (at + 1) & _mask)
        {
            ref var slot = ref slots[at];
            if (slot.Stamp != _stamp)
            {
                slot = new() { Key = key, Stamp = _stamp };
                return ref slot;
            }

            if (slot.Key == key)
                return ref slot;
        }
    }

    private struct Slot
    {
        public ulong Key;
        public int Stamp;
        public int Count;
        public int Reference;
        public int Seen;
    }
}
