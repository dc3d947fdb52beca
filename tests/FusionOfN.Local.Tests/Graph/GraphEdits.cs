using System.Runtime.InteropServices;
using FusionOfN.Local.OnnxFormat;
using Google.Protobuf;

namespace FusionOfN.Local.Tests;

/// <summary>Changes a decoder graph into what other exporters write.</summary>
internal static class GraphEdits
{
    private static readonly int Float = (int)OnnxElement.Float;
    private static readonly int Half = (int)OnnxElement.Half;

    /// <summary>Biases on queries, keys and values, as Qwen 2 has them.</summary>
    public static ModelProto AddProjectionBiases(ModelProto model)
    {
        Random random = new(6);
        foreach (var node in model.Graph.Node.Where(node => node.OpType == "MatMul" && node.Input[1].Contains("_proj", StringComparison.Ordinal)).ToList())
        {
            if (!node.Input[1].Contains("self_attn", StringComparison.Ordinal) || node.Input[1].Contains("o_proj", StringComparison.Ordinal))
                continue;
            var width = model.Graph.Initializer.Single(weight => weight.Name == node.Input[1]).Dims[1];
            var bias = node.Input[1].Replace(".weight", ".bias", StringComparison.Ordinal);
            AddFloats(model, bias, [.. Enumerable.Range(0, (int)width).Select(_ => (float)random.NextDouble() - 0.5f)], width);
            var output = node.Output[0];
            node.Output[0] = $"{output}.unbiased";
            InsertAfter(model, node, "Add", [node.Output[0], bias], output);
        }

        return model;
    }

    /// <summary>Lengths of rows as inputs of their own in place of the attention mask, as the builder for generation runtimes writes them.</summary>
    public static ModelProto TakeLengthsAsInputs(ModelProto model)
    {
        HashSet<string> gone = ["attention_mask"];
        foreach (var node in model.Graph.Node.ToList())
        {
            if (node.OpType == "GroupQueryAttention")
            {
                (node.Input[5], node.Input[6]) = ("seqlens_k", "total_sequence_length");
            }
            else if (node.Input.Any(gone.Contains))
            {
                gone.UnionWith(node.Output);
                model.Graph.Node.Remove(node);
            }
        }

        model.Graph.Input.Remove(model.Graph.Input.Single(input => input.Name == "attention_mask"));
        model.Graph.Input.Add(Input("seqlens_k", OnnxElement.Int32, "batch"));
        model.Graph.Input.Add(Input("total_sequence_length", OnnxElement.Int32));
        return model;
    }

    /// <summary>Cache and logits of 16-bit floats.</summary>
    public static ModelProto HalveCache(ModelProto model)
    {
        var isGrouped = model.Graph.Node.Any(node => node.OpType == "GroupQueryAttention");
        foreach (var value in model.Graph.Input.Concat(model.Graph.Output).Where(value => value.Name == "logits" || value.Name.Contains('.', StringComparison.Ordinal)))
            value.Type.TensorType.ElemType = Half;
        foreach (var node in model.Graph.Node.ToList())
        {
            if (node.OpType == "GroupQueryAttention")
            {
                foreach (var place in (int[])[0, 1, 2, 7, 8])
                    node.Input[place] = Cast(model, node, node.Input[place], Half);
                (var output, node.Output[0]) = (node.Output[0], $"{node.Output[0]}.half");
                InsertAfter(model, node, "Cast", [node.Output[0]], output, ("to", Float));
                continue;
            }

            for (var i = 0; i < node.Input.Count; i++)
            {
                if (!isGrouped && node.Input[i].StartsWith("past_key_values", StringComparison.Ordinal))
                    node.Input[i] = Cast(model, node, node.Input[i], Float);
                else if (!isGrouped && node.Input[i].StartsWith("present.", StringComparison.Ordinal))
                    node.Input[i] += ".wide";
            }

            if (node.Output[0] == "logits" || node.Output[0].StartsWith("present.", StringComparison.Ordinal))
            {
                var output = node.Output[0];
                node.Output[0] = $"{output}.wide";
                InsertAfter(model, node, "Cast", [node.Output[0]], output, ("to", Half));
            }
        }

        return model;
    }

    /// <summary>An input that says how many of the last positions get logits.</summary>
    public static ModelProto TakeKeptLogitsAsInput(ModelProto model)
    {
        const string Kept = "num_logits_to_keep";
        model.Graph.Input.Add(Input(Kept, OnnxElement.Int64));
        var head = model.Graph.Node.Single(node => node.Output.Contains("logits"));
        AddLongs(model, "keep.shape", 1);
        AddLongs(model, "keep.end", long.MaxValue);
        AddLongs(model, "keep.axis", 1);
        InsertBefore(model, head, "Neg", [Kept], "keep.start");
        InsertBefore(model, head, "Reshape", ["keep.start", "keep.shape"], "keep.starts");
        InsertBefore(model, head, "Slice", [head.Input[0], "keep.starts", "keep.end", "keep.axis"], "keep.hidden");
        head.Input[0] = "keep.hidden";
        return model;
    }

    /// <summary>Asks at each run for more memory than a process can address, depending on the input so that no optimizer sees it before.</summary>
    public static void AskForTooMuchMemory(ModelProto model)
    {
        AddLongs(model, "much.times", 1L << 46);
        AddLongs(model, "much.one", 1);
        AddLongs(model, "much.first", 0);
        var head = model.Graph.Node.Single(node => node.Output.Contains("logits"));
        head.Output[head.Output.IndexOf("logits")] = "much.logits";
        InsertAfter(model, head, "Add", ["much.logits", "much.zero"], "logits");
        InsertAfter(model, head, "Gather", ["much.zeros", "much.first"], "much.zero");
        InsertAfter(model, head, "ConstantOfShape", ["much.shape"], "much.zeros");
        InsertAfter(model, head, "Mul", ["much.list", "much.times"], "much.shape");
        InsertAfter(model, head, "Reshape", ["much.size", "much.one"], "much.list");
        InsertAfter(model, head, "Size", ["input_ids"], "much.size");
    }

    /// <summary>Writes the graph with its weights in a file beside it, as exports above two gigabytes must be.</summary>
    public static void WriteWithWeightsBeside(ModelProto model, string path)
    {
        using var data = File.Create(path + "_data");
        foreach (var weight in model.Graph.Initializer.Where(weight => weight.RawData.Length > 1000))
        {
            weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = Path.GetFileName(path) + "_data" });
            weight.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = $"{data.Position}" });
            weight.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = $"{weight.RawData.Length}" });
            weight.RawData.WriteTo(data);
            weight.RawData = ByteString.Empty;
            weight.DataLocation = 1;
        }

        File.WriteAllBytes(path, model.ToByteArray());
    }

    private static ValueInfoProto Input(string name, OnnxElement element, params string[] axes)
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(axes.Select(axis => new TensorShapeProto.Types.Dimension { DimParam = axis }));
        return new ValueInfoProto { Name = name, Type = new() { TensorType = new() { ElemType = (int)element, Shape = shape } } };
    }

    private static string Cast(ModelProto model, NodeProto before, string value, int type)
    {
        var name = $"{value}.cast{type}.{before.Name}";
        InsertBefore(model, before, "Cast", [value], name, ("to", type));
        return name;
    }

    private static void InsertBefore(ModelProto model, NodeProto before, string op, string[] inputs, string output, params (string Name, long Value)[] attributes) =>
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(before), Node(op, inputs, output, attributes));

    private static void InsertAfter(ModelProto model, NodeProto after, string op, string[] inputs, string output, params (string Name, long Value)[] attributes) =>
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(after) + 1, Node(op, inputs, output, attributes));

    private static NodeProto Node(string op, string[] inputs, string output, (string Name, long Value)[] attributes)
    {
        NodeProto node = new() { OpType = op, Name = $"edit.{output}" };
        node.Input.Add(inputs);
        node.Output.Add(output);
        node.Attribute.Add(attributes.Select(attribute => new AttributeProto { Name = attribute.Name, I = attribute.Value, Type = 2 }));
        return node;
    }

    private static void AddFloats(ModelProto model, string name, float[] values, params long[] shape) =>
        Add(model, name, Float, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    private static void AddLongs(ModelProto model, string name, long value) =>
        Add(model, name, (int)OnnxElement.Int64, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(ref value)), [1]);

    private static void Add(ModelProto model, string name, int type, ReadOnlySpan<byte> bytes, long[] shape)
    {
        TensorProto tensor = new() { Name = name, DataType = type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.Add(shape);
        model.Graph.Initializer.Add(tensor);
    }
}
