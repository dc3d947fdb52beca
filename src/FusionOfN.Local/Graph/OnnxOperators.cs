namespace FusionOfN.Local;

/// <summary>Lists the operators of an ONNX file without reading its weights.</summary>
/// <remarks>The field numbers are those of the public ONNX protobuf: ModelProto.graph 7, GraphProto.node 1, NodeProto.op_type 4.</remarks>
internal static class OnnxOperators
{
    private const int Graph = 7;
    private const int Node = 1;
    private const int OperatorType = 4;

    public static HashSet<string> Read(string path)
    {
        using var stream = File.OpenRead(path);
        HashSet<string> operators = new(StringComparer.Ordinal);
        foreach (var graphEnd in Fields(stream, stream.Length, Graph))
        {
            foreach (var nodeEnd in Fields(stream, graphEnd, Node))
            {
                foreach (var end in Fields(stream, nodeEnd, OperatorType))
                {
                    var name = new byte[end - stream.Position];
                    stream.ReadExactly(name);
                    operators.Add(System.Text.Encoding.UTF8.GetString(name));
                }
            }
        }

        return operators;
    }

    /// <summary>Stops at the content of each length-delimited field of that number, giving where it ends, and seeks over all others.</summary>
    private static IEnumerable<long> Fields(FileStream stream, long end, int number)
    {
        while (stream.Position < end)
        {
            var tag = ReadVariable(stream);
            switch (tag & 7)
            {
                case 0:
                    ReadVariable(stream);
                    break;
                case 1:
                    stream.Position += 8;
                    break;
                case 5:
                    stream.Position += 4;
                    break;
                case 2:
                    var length = (long)ReadVariable(stream);
                    var fieldEnd = stream.Position + length;
                    if ((int)(tag >> 3) == number)
                        yield return fieldEnd;
                    stream.Position = fieldEnd;
                    break;
                default:
                    throw new LocalModelException($"{stream.Name} is not an ONNX file, or it is damaged.");
            }
        }
    }

    private static ulong ReadVariable(FileStream stream)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new LocalModelException($"{stream.Name} is not an ONNX file, or it is damaged.");
    }
}
