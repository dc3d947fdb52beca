using System.Runtime.InteropServices;
using FusionOfN.Local.OnnxFormat;
using Google.Protobuf;

namespace FusionOfN.Local;

/// <summary>
/// Collects nodes, weights, inputs and outputs and writes them as an ONNX file. Values are referred to by name; nodes must be added in
/// topological order. An operator is named by its type, contributed operators with their domain in front: <c>com.microsoft.FusedMatMul</c>.
/// </summary>
internal sealed class OnnxGraphBuilder
{
    // ONNX Runtime 1.31 reads up to IR 13 and operator set 26; 10 and 23 are the oldest that have Attention and RMSNormalization.
    private const int IrVersion = 10;
    private const int StandardOpset = 23;

    private readonly GraphProto _graph;
    private readonly Dictionary<string, string> _constants = [];
    private int _next;

    public OnnxGraphBuilder(string name) => _graph = new GraphProto { Name = name };

    public int NodeCount => _graph.Node.Count;

    /// <summary>Adds an operator with one output and returns that output's name.</summary>
    public string Node(string op, IEnumerable<string> inputs, params (string Name, object Value)[] attributes) =>
        Nodes(op, inputs, 1, attributes)[0];

    /// <summary>Adds an operator and returns the names of its outputs.</summary>
    public string[] Nodes(string op, IEnumerable<string> inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        var names = new string[outputs];
        for (var i = 0; i < outputs; i++) names[i] = $"v{_next++}";
        Add(op, inputs, names, attributes);
        return names;
    }

    /// <summary>Adds an operator whose outputs get the names given.</summary>
    public void Add(string op, IEnumerable<string> inputs, IEnumerable<string> outputs, params (string Name, object Value)[] attributes)
    {
        var dot = op.LastIndexOf('.');
        var node = new NodeProto { OpType = op[(dot + 1)..], Domain = dot < 0 ? "" : op[..dot], Name = $"n{_graph.Node.Count}" };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        foreach (var (name, value) in attributes) node.Attribute.Add(Attribute(name, value));
        _graph.Node.Add(node);
    }

    /// <summary>Gives an existing value another name, as for a graph output.</summary>
    public void Alias(string value, string name) => Add("Identity", [value], [name]);

    public string Input(string name, OnnxElement element, params OnnxDimension[] shape)
    {
        _graph.Input.Add(Describe(name, element, shape));
        return name;
    }

    public void Output(string name, OnnxElement element, params OnnxDimension[] shape) => _graph.Output.Add(Describe(name, element, shape));

    /// <summary>Adds a weight stored as 32-bit floats.</summary>
    public string Weight(string name, ReadOnlySpan<float> values, params long[] shape) =>
        Initializer(name, OnnxElement.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>
    /// Adds a weight stored as 16-bit floats that the graph uses as 32-bit ones. ONNX Runtime folds the conversion when it loads the file, so
    /// the file is half as large and the model runs as fast.
    /// </summary>
    public string HalfWeight(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        var halves = new Half[values.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(values, halves);
        Initializer(name, OnnxElement.Half, MemoryMarshal.AsBytes(halves.AsSpan()), shape);
        return Node("Cast", [name], ("to", (long)OnnxElement.Float));
    }

    /// <summary>A one-dimensional int64 constant; equal ones are stored once.</summary>
    public string Longs(params long[] values) => Constant(OnnxElement.Int64, values, [values.Length]);

    /// <summary>An int64 constant without axes.</summary>
    public string Long(long value) => Constant(OnnxElement.Int64, [value], []);

    /// <summary>A float constant without axes.</summary>
    public string Float(float value) => Constant(OnnxElement.Float, [value], []);

    /// <summary>The finished file.</summary>
    public byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "FusionOfN", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = StandardOpset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
        return model.ToByteArray();
    }

    private string Constant<T>(OnnxElement element, T[] values, long[] shape)
        where T : unmanaged
    {
        var key = $"{element}[{string.Join(',', shape)}]{string.Join(',', values)}";
        if (!_constants.TryGetValue(key, out var name))
            _constants[key] = name = Initializer($"c{_next++}", element, MemoryMarshal.AsBytes(values.AsSpan()), shape);
        return name;
    }

    private string Initializer(string name, OnnxElement element, ReadOnlySpan<byte> bytes, long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)element, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.Add(shape);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static ValueInfoProto Describe(string name, OnnxElement element, OnnxDimension[] shape)
    {
        var axes = new TensorShapeProto();
        foreach (var axis in shape)
            axes.Dim.Add(axis.Symbol is { } symbol ? new TensorShapeProto.Types.Dimension { DimParam = symbol } : new TensorShapeProto.Types.Dimension { DimValue = axis.Length });
        return new ValueInfoProto { Name = name, Type = new() { TensorType = new() { ElemType = (int)element, Shape = axes } } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        // The numbers of AttributeProto.AttributeType: FLOAT 1, INT 2, STRING 3, FLOATS 6, INTS 7.
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case float f: (attribute.Type, attribute.F) = (1, f); break;
            case int i: (attribute.Type, attribute.I) = (2, i); break;
            case long l: (attribute.Type, attribute.I) = (2, l); break;
            case string s: (attribute.Type, attribute.S) = (3, ByteString.CopyFromUtf8(s)); break;
            case float[] floats: attribute.Type = 6; attribute.Floats.Add(floats); break;
            case long[] longs: attribute.Type = 7; attribute.Ints.Add(longs); break;
            default: throw new ArgumentException($"An ONNX attribute cannot hold a {value.GetType().Name}.", nameof(value));
        }

        return attribute;
    }
}
