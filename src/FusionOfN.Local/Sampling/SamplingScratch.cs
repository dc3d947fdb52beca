namespace FusionOfN.Local;

/// <summary>Working memory for choosing tokens, shared by the samples of a model that are chosen one after the other.</summary>
internal sealed class SamplingScratch
{
    public SamplingScratch(int vocabularySize)
    {
        Weights = new float[vocabularySize];
        Penalised = new float[vocabularySize];
        Tokens = new int[vocabularySize];
    }

    public float[] Weights { get; }

    public float[] Penalised { get; }

    public int[] Tokens { get; }

    public PriorityQueue<int, (float Logit, int Order)> Heap { get; } = new();
}
