namespace FusionOfN.Local;

/// <summary>Where the files of a model are.</summary>
internal static class ModelFiles
{
    public const string Config = "config.json";
    public const string Tokenizer = "tokenizer.json";

    /// <summary>The graph: <c>model.onnx</c> in the folder or its <c>onnx</c> folder, else the only graph there is.</summary>
    public static string FindGraph(string directory)
    {
        string[] places = [Path.Combine(directory, "model.onnx"), Path.Combine(directory, "onnx", "model.onnx")];
        if (places.FirstOrDefault(File.Exists) is { } usual)
            return usual;

        string[] graphs = [.. new[] { directory, Path.Combine(directory, "onnx") }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.onnx"))
            .Order(StringComparer.Ordinal)];
        return graphs switch
        {
            [var only] => only,
            [] => throw new LocalModelException($"{directory} has no model.onnx. Export the model to ONNX, or pull one that is, for example from onnx-community."),
            _ => throw new LocalModelException(
                $"{directory} has several graphs ({string.Join(", ", graphs.Select(Path.GetFileName))}) and none is called model.onnx. Rename the one to use."),
        };
    }
}
