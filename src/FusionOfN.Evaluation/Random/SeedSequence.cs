namespace FusionOfN.Evaluation;

/// <summary>Turns a seed into the 256 bits that a generator starts from, as numpy's SeedSequence does.</summary>
/// <remarks>Source: O'Neill, "Developing a seed_seq Alternative", 2015; the documentation of numpy.random.SeedSequence.</remarks>
internal static class SeedSequence
{
    private const int PoolSize = 4;
    private const int Halves = 8;
    private const uint EntropyStart = 0x43b0d7e5;
    private const uint EntropyFactor = 0x931e8875;
    private const uint OutputStart = 0x8b51f9dd;
    private const uint OutputFactor = 0x58f38ded;
    private const uint LeftFactor = 0xca01f9dd;
    private const uint RightFactor = 0x4973f715;

    public static ulong[] Words(ulong seed)
    {
        uint[] pool = Pool([(uint)seed, (uint)(seed >> 32)]);
        ulong[] words = new ulong[Halves / 2];
        uint factor = OutputStart;
        for (int i = 0; i < Halves; i++)
        {
            uint word = pool[i % PoolSize] ^ factor;
            factor = unchecked(factor * OutputFactor);
            word = unchecked(word * factor);
            word ^= word >> 16;
            words[i / 2] |= (ulong)word << (32 * (i % 2));
        }

        return words;
    }

    private static uint[] Pool(uint[] entropy)
    {
        uint factor = EntropyStart;
        uint[] pool = new uint[PoolSize];
        for (int i = 0; i < PoolSize; i++)
            pool[i] = Hash(i < entropy.Length ? entropy[i] : 0, ref factor);
        for (int from = 0; from < PoolSize; from++)
        {
            for (int to = 0; to < PoolSize; to++)
            {
                if (to != from)
                    pool[to] = Mix(pool[to], Hash(pool[from], ref factor));
            }
        }

        return pool;
    }

    private static uint Hash(uint value, ref uint factor)
    {
        unchecked
        {
            value ^= factor;
            factor *= EntropyFactor;
            value *= factor;
            return value ^ (value >> 16);
        }
    }

    private static uint Mix(uint left, uint right)
    {
        uint mixed = unchecked((LeftFactor * left) - (RightFactor * right));
        return mixed ^ (mixed >> 16);
    }
}
