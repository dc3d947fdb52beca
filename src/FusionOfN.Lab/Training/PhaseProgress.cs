using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Passes reports on at once and in order, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class PhaseProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
