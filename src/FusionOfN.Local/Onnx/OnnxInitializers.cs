using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FusionOfN.Local.OnnxFormat;

namespace FusionOfN.Local;

/// <summary>Reads the weights out of an ONNX file.</summary>
internal static class OnnxInitializers
{
    /// <summary>All float and half initializers of the file by name, as 32-bit floats.</summary>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, or its weights lie in another file.</exception>
    public static Dictionary<string, float[]> Read(string path)
    {
        ModelProto model;
        try
        {
            using var stream = File.OpenRead(path);
            model = ModelProto.Parser.ParseFrom(stream);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"{path} is no ONNX graph, or only a part of one. Get it again.", exception);
        }

        var result = new Dictionary<string, float[]>();
        foreach (var tensor in model.Graph?.Initializer ?? [])
        {
            if (tensor.DataLocation != 0)
                throw new InvalidDataException($"{path}: weight {tensor.Name} lies in another file, which is not supported here.");
            if (Floats(tensor) is { } values) result[tensor.Name] = values;
        }

        return result;
    }

    private static float[]? Floats(TensorProto tensor)
    {
        if (tensor.DataType == (int)OnnxElement.Float)
            return tensor.RawData.IsEmpty ? [.. tensor.FloatData] : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
        if (tensor.DataType != (int)OnnxElement.Half || tensor.RawData.IsEmpty) return null;
        var halves = MemoryMarshal.Cast<byte, Half>(tensor.RawData.Span);
        var values = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, values);
        return values;
    }
}
