using System.Runtime.InteropServices;
using System.Text.Json;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Saves everything a training needs to go on as if it had never stopped: weights, the optimiser's means, the step and the curve.</summary>
internal static class Checkpoint
{
    private const uint Magic = 0x32434E46; // "FNC2"

    public static void Save(TrainerOptions options, DecoderWeights weights, AdamW optimizer, ProgressMeter meter, int step)
    {
        if (options.CheckpointPath is not { } path)
            return;

        // Written beside and moved: a checkpoint is whole or not there.
        var temporary = path + ".tmp";
        using (var stream = File.Create(temporary))
        using (BinaryWriter writer = new(stream))
        {
            writer.Write(Magic);
            writer.Write(options.Course);
            writer.Write(step);
            writer.Write(meter.Tokens);
            writer.Write(JsonSerializer.Serialize(meter.Curve));
            writer.Write(weights.Values.Length);
            foreach (var values in (float[][])[weights.Values, optimizer.Mean, optimizer.Square])
                writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));

            // At the end, so that a checkpoint without it can be read too.
            writer.Write(meter.Pending.Loss);
            writer.Write(meter.Pending.Steps);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Loads a checkpoint if there is one.</summary>
    /// <returns>The steps that are done; 0 when there is no checkpoint.</returns>
    /// <exception cref="InvalidDataException">The file is no checkpoint of this model.</exception>
    public static int TryLoad(TrainerOptions options, DecoderWeights weights, AdamW optimizer, ProgressMeter meter)
    {
        if (options.CheckpointPath is not { } path || !File.Exists(path))
            return 0;

        using var stream = File.OpenRead(path);
        using BinaryReader reader = new(stream);
        if (reader.ReadUInt32() != Magic)
            throw new InvalidDataException($"{path} is not a checkpoint. Delete it to start anew.");

        if (reader.ReadString() != options.Course)
            throw new InvalidDataException($"{path} belongs to a training with another base, other options or other data. Delete it to start anew.");

        var step = reader.ReadInt32();
        var tokens = reader.ReadInt64();
        meter.Restore(tokens, JsonSerializer.Deserialize<List<TrainingProgress>>(reader.ReadString()) ?? []);
        var count = reader.ReadInt32();
        if (count != weights.Values.Length)
            throw new InvalidDataException($"{path} belongs to a model with {count} weights, this one has {weights.Values.Length}. Delete it to start anew.");
        foreach (var values in (float[][])[weights.Values, optimizer.Mean, optimizer.Square])
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        if (stream.Position < stream.Length)
            meter.Pending = (reader.ReadDouble(), reader.ReadInt32());
        return step;
    }
}
