using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>Writes a finished model with its card.</summary>
internal static class LabModelWriter
{
    public static void Write(
        string directory, LabModelPlan plan, DecoderWeights weights, string tokenizerPath, IReadOnlyList<LabPhaseRecord> records, string command)
    {
        // TODO
    }
}
