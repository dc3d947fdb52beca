namespace FusionOfN.Lab;

/// <summary>How often each task is drawn, as shares of 1.</summary>
/// <param name="Facts">The share of facts.</param>
/// <param name="Translation">The share of translation; the rest is reasoning.</param>
internal readonly record struct TaskMix(double Facts, double Translation)
{
    public LabTask Pick(Random random)
    {
        double chance = random.NextDouble();
        return chance < Facts ? LabTask.Facts : chance < Facts + Translation ? LabTask.Translation : LabTask.Reasoning;
    }
}
