using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FusionOfN.Local;

/// <summary>What a decoder graph asks for and gives: read from the names and shapes of its inputs and outputs.</summary>
internal sealed record GraphLayout
{
    private const string Past = "past_key_values.";
    private const string Present = "present.";
    private static readonly string[] KeptLogitsNames = ["num_logits_to_keep", "logits_to_keep"];

    public required int Layers { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>The most tokens of a row.</summary>
    public required int ContextLength { get; init; }

    public required bool HasAttentionMask { get; init; }

    public required bool HasPositions { get; init; }

    /// <summary>Whether the lengths of the rows are inputs of the graph (GroupQueryAttention without a mask).</summary>
    public required bool HasSequenceLengths { get; init; }

    /// <summary>The input that says how many of the last positions get logits, if the graph has one; and whether it is a list of one number.</summary>
    public required (string Name, bool IsList)? KeptLogits { get; init; }

    /// <summary>Whether the cache is of 16-bit floats.</summary>
    public required bool IsHalfCache { get; init; }

    /// <summary>Whether the logits are 16-bit floats.</summary>
    public required bool HasHalfLogits { get; init; }

    /// <summary>Whether attention is GroupQueryAttention, which keeps each row's cache from the left and may append to it in place.</summary>
    public required bool InPlace { get; init; }

    /// <summary>Whether rows of different length may be in one batch.</summary>
    public bool RowsMayDiffer => InPlace || (HasAttentionMask && HasPositions);

    /// <summary>Names of the caches going in: key and value of layer 0, of layer 1, and so on.</summary>
    public required IReadOnlyList<string> PastNames { get; init; }

    public required IReadOnlyList<string> PresentNames { get; init; }

    public static GraphLayout Read(InferenceSession session, string path, ModelSettings settings)
    {
        Require(session.InputMetadata.ContainsKey("input_ids"), $"{path} has no input named input_ids; is it a decoder exported with its cache (text-generation-with-past)?");
        Require(session.OutputMetadata.ContainsKey("logits"), $"{path} has no output named logits.");
        string[] past = [.. session.InputMetadata.Keys.Where(name => name.StartsWith(Past, StringComparison.Ordinal))];
        Require(past.Length > 0, $"{path} has no past_key_values inputs. Export the model with its cache (task text-generation-with-past).");

        var layers = past.Length / 2;
        List<string> pastNames = [], presentNames = [];
        for (var layer = 0; layer < layers; layer++)
        {
            foreach (var part in (string[])["key", "value"])
            {
                pastNames.Add($"{Past}{layer}.{part}");
                presentNames.Add($"{Present}{layer}.{part}");
                Require(session.InputMetadata.ContainsKey(pastNames[^1]), $"{path} lacks the input {pastNames[^1]}.");
                Require(session.OutputMetadata.ContainsKey(presentNames[^1]), $"{path} lacks the output {presentNames[^1]}.");
            }
        }

        var isHalfCache = IsHalf(session.InputMetadata[pastNames[0]], pastNames[0], path);
        foreach (var name in pastNames)
            Require(IsHalf(session.InputMetadata[name], name, path) == isHalfCache, $"{path}: {name} has other numbers than {pastNames[0]}.");
        var keptLogits = KeptLogitsNames.FirstOrDefault(session.InputMetadata.ContainsKey);
        string[] known = ["input_ids", "attention_mask", "position_ids", "seqlens_k", "total_sequence_length", .. KeptLogitsNames];
        var unknown = session.InputMetadata.Keys.Except(known).Except(pastNames).FirstOrDefault();
        Require(unknown is null, $"{path} asks for the input {unknown}, which the local engine does not know.");

        var cache = session.InputMetadata[pastNames[0]].Dimensions;
        var vocabulary = session.OutputMetadata["logits"].Dimensions[^1];
        return new GraphLayout
        {
            Layers = layers,
            KeyValueHeads = cache is [_, > 0, ..] ? cache[1] : settings.Needed(settings.KeyValueHeads, "num_key_value_heads"),
            HeadSize = cache[^1] > 0 ? cache[^1] : settings.Needed(settings.HeadSize, "head_dim"),
            VocabularySize = vocabulary > 0 ? vocabulary : settings.Needed(settings.VocabularySize, "vocab_size"),
            ContextLength = settings.ContextLength,
            HasAttentionMask = session.InputMetadata.ContainsKey("attention_mask"),
            HasPositions = session.InputMetadata.ContainsKey("position_ids"),
            HasSequenceLengths = session.InputMetadata.ContainsKey("seqlens_k"),
            InPlace = session.InputMetadata.ContainsKey("seqlens_k") || OnnxOperators.Read(path).Contains("GroupQueryAttention"),
            KeptLogits = keptLogits is null ? null : (keptLogits, session.InputMetadata[keptLogits].Dimensions.Length > 0),
            IsHalfCache = isHalfCache,
            HasHalfLogits = IsHalf(session.OutputMetadata["logits"], "logits", path),
            PastNames = pastNames,
            PresentNames = presentNames,
        };
    }

    private static bool IsHalf(NodeMetadata metadata, string name, string path)
    {
        Require(metadata.ElementDataType is TensorElementType.Float or TensorElementType.Float16,
            $"{path}: {name} is {metadata.ElementDataType}; the local engine takes caches and logits of 32-bit or 16-bit floats.");
        return metadata.ElementDataType == TensorElementType.Float16;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new LocalModelException(message);
    }
}
