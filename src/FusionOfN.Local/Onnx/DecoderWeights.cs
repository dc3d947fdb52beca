using System.Runtime.InteropServices;

namespace FusionOfN.Local;

/// <summary>
/// All weights of a decoder in one array, with the place of each. The array is pinned, so that ONNX Runtime can read it where it stands
/// while an optimiser changes it between runs.
/// </summary>
public sealed class DecoderWeights
{
    private const uint Magic = 0x31574E46; // "FNW1"
    private readonly Dictionary<string, DecoderTensor> _byName;

    private DecoderWeights(DecoderConfig config, IReadOnlyList<DecoderTensor> tensors)
    {
        Config = config;
        Tensors = tensors;
        Values = GC.AllocateArray<float>(tensors[^1].Offset + tensors[^1].Length, pinned: true);
        _byName = tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>The shape of the model.</summary>
    public DecoderConfig Config { get; }

    /// <summary>Name, place and shape of each weight, in the order in which they are stored.</summary>
    public IReadOnlyList<DecoderTensor> Tensors { get; }

    /// <summary>All numbers, one weight after the other.</summary>
    public float[] Values { get; }

    /// <summary>The numbers of one weight, row by row.</summary>
    /// <exception cref="KeyNotFoundException">No weight has that name.</exception>
    public Memory<float> this[string name] => Values.AsMemory(_byName[name].Offset, _byName[name].Length);

    /// <summary>Weights for a model that has learned nothing: normal numbers, scaled to the width, scales of one.</summary>
    /// <param name="config">Shape of the model.</param>
    /// <param name="seed">Same seed, same weights.</param>
    /// <exception cref="ArgumentException">The configuration does not fit together.</exception>
    public static DecoderWeights Create(DecoderConfig config, int seed)
    {
        var weights = Empty(config);
        var random = new Random(seed);
        foreach (var tensor in weights.Tensors)
        {
            var values = weights.Values.AsSpan(tensor.Offset, tensor.Length);
            if (tensor.IsMatrix) FillNormal(values, Deviation(config, tensor), random);
            else values.Fill(1);
        }

        return weights;
    }

    /// <summary>A copy that can be changed without touching this one.</summary>
    public DecoderWeights Clone()
    {
        var copy = Empty(Config);
        Values.CopyTo(copy.Values, 0);
        return copy;
    }

    /// <summary>Writes the numbers in a plain binary form, little-endian.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Values.Length);
        writer.Write(MemoryMarshal.AsBytes(Values.AsSpan()));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The data is not such a file, or belongs to a model of another shape.</exception>
    public static DecoderWeights Load(DecoderConfig config, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var weights = Empty(config);
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException("This is not a file of decoder weights.");
        var count = reader.ReadInt32();
        if (count != weights.Values.Length)
            throw new InvalidDataException($"The file holds {count} weights, the configuration describes {weights.Values.Length}.");
        stream.ReadExactly(MemoryMarshal.AsBytes(weights.Values.AsSpan()));
        return weights;
    }

    /// <summary>Reads the weights back from a <c>model.onnx</c> that this project wrote.</summary>
    /// <exception cref="InvalidDataException">The file lacks a weight or holds one of another size.</exception>
    public static DecoderWeights FromOnnx(DecoderConfig config, string path)
    {
        var weights = Empty(config);
        var found = OnnxInitializers.Read(path);
        foreach (var tensor in weights.Tensors)
        {
            if (!found.TryGetValue(tensor.Name, out var values))
                throw new InvalidDataException($"{path} has no weight {tensor.Name}; only models exported by this project can be trained further.");
            if (values.Length != tensor.Length)
                throw new InvalidDataException($"{path}: weight {tensor.Name} has {values.Length} numbers where config.json asks for {tensor.Length}.");
            values.CopyTo(weights.Values, tensor.Offset);
        }

        return weights;
    }

    private static DecoderWeights Empty(DecoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return new DecoderWeights(config, DecoderLayout.Of(config));
    }

    // What writes into the residual stream is damped by the number of writers, as is usual, so that depth does not raise its variance.
    private static float Deviation(DecoderConfig config, DecoderTensor tensor)
    {
        if (tensor.Name == DecoderLayout.Embedding) return 0.5f / MathF.Sqrt(config.HiddenSize);
        var spread = 1 / MathF.Sqrt(tensor.Shape[0]);
        var writesResidual = tensor.Name.Contains("o_proj", StringComparison.Ordinal) || tensor.Name.Contains("down_proj", StringComparison.Ordinal);
        return writesResidual ? spread / MathF.Sqrt(2 * config.Layers) : spread;
    }

    // Box and Muller's transform of two uniform numbers into two normal ones.
    private static void FillNormal(Span<float> values, float deviation, Random random)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(radius * cos);
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * sin);
        }
    }
}
