namespace FusionOfN.Local;

/// <summary>Chooses the files of a model that the engine needs.</summary>
internal static class HubSelection
{
    private static readonly string[] Required = [ModelFiles.Config, ModelFiles.Tokenizer];
    private static readonly string[] Optional = ["generation_config.json", "tokenizer_config.json", "chat_template.jinja", "special_tokens_map.json", "LICENSE", "README.md"];

    /// <param name="model">The model, for messages.</param>
    /// <param name="files">What the hub lists.</param>
    /// <param name="graph">The graph to take, such as <c>onnx/model_q4.onnx</c>; null for the usual one.</param>
    public static IReadOnlyList<HubFile> Choose(ModelId model, IReadOnlyList<HubFile> files, string? graph)
    {
        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var name in Required)
        {
            if (!byPath.ContainsKey(name))
                throw new LocalModelException($"{model} has no {name}: it is not a model in the layout the local engine reads.");
        }

        string[] graphs = graph is null ? ["onnx/model.onnx", "model.onnx"] : [graph];
        if (graphs.FirstOrDefault(byPath.ContainsKey) is not { } chosen)
        {
            var there = byPath.Keys.Where(path => path.EndsWith(".onnx", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            throw new LocalModelException(there.Count == 0
                ? $"{model} has no ONNX export. Look for one of the same name, for example under onnx-community."
                : $"{model} has no {string.Join(" or ", graphs)}. It has: {string.Join(", ", there)}.");
        }

        // Weights beside the graph: model.onnx_data, model.onnx_data_1, model.onnx.data.
        return [.. files.Where(file =>
            Required.Contains(file.Path) || Optional.Contains(file.Path) || file.Path == chosen
            || file.Path.StartsWith($"{chosen}_data", StringComparison.Ordinal) || file.Path.StartsWith($"{chosen}.data", StringComparison.Ordinal))];
    }
}
