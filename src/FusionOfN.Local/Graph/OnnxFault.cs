using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local;

/// <summary>What ONNX Runtime refused, in words for people: its own name files of its source, codes, and sizes of buffers.</summary>
internal static partial class OnnxFault
{
    private const string NoMemory = "there is not enough memory. Close other programs, or take a smaller model, fewer samples at once or a shorter prompt.";

    /// <summary>What ended a run of the graph: in words where ONNX Runtime or the memory did, else as it is.</summary>
    /// <param name="exception">What was thrown.</param>
    public static Exception OfRun(Exception exception) => exception switch
    {
        OutOfMemoryException => new LocalModelException($"The model cannot go on: {NoMemory}", exception),
        OnnxRuntimeException fault => new LocalModelException($"The model cannot go on: {Describe(fault)}", exception),
        _ => exception,
    };

    /// <summary>Why ONNX Runtime did not do what it was asked to, to stand behind a colon.</summary>
    /// <param name="exception">What it threw.</param>
    public static string Describe(OnnxRuntimeException exception)
    {
        var said = exception.Message;
        if (said.Contains("llocat", StringComparison.Ordinal) || said.Contains("bad_alloc", StringComparison.Ordinal))
            return NoMemory;
        if (said.Contains("InvalidProtobuf", StringComparison.Ordinal) || said.Contains("No graph was found", StringComparison.Ordinal))
            return "it is no ONNX graph, or only a part of one. Get it again.";
        if (MissingWeights().Match(said) is { Success: true } missing)
            return $"its weights, {missing.Groups["file"].Value}, are not there. Get them again.";
        if (said.Contains("can not be read in full", StringComparison.Ordinal) || said.Contains("does not match expected size", StringComparison.Ordinal) || said.Contains("declares a size", StringComparison.Ordinal))
            return "its weights are not as large as it says: they are only a part, or belong to another graph. Get both again.";
        if (NoFile().Match(said) is { Success: true } folder)
            return $"{folder.Groups["file"].Value} is no file.";
        if (Version().Match(said) is { Success: true } version)
            return $"it is newer than this ONNX Runtime: it has version {version.Groups["has"].Value} of the format, and what is read goes up to {version.Groups["reads"].Value}. Export it for an older version.";
        if (Operators().Match(said) is { Success: true } operators)
            return $"it is newer than this ONNX Runtime: its operators are those of version {operators.Groups["has"].Value}, and what is known goes up to {operators.Groups["reads"].Value}. Export it for an older opset.";
        if (Unknown().Match(said) is { Success: true } unknown)
            return $"ONNX Runtime does not know {unknown.Groups["name"].Value}, which it uses. Export it with the operators of ONNX.";
        return $"ONNX Runtime says: {Clean(said)}";
    }

    // [ErrorCode:Fail] Load model from /m/model.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:256 onnxruntime::Model::Model(onnx::ModelProto&&, …) What it is.
    private static string Clean(string said)
    {
        var text = Source().Replace(Loading().Replace(said, ""), "").ReplaceLineEndings(" ").Trim();
        return text.Length > 0 ? text : "nothing more";
    }

    [GeneratedRegex("External data path does not exist: \"?(?<file>[^\"]+)", RegexOptions.CultureInvariant)]
    private static partial Regex MissingWeights();

    [GeneratedRegex("reads require a regular file: (?<file>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex NoFile();

    [GeneratedRegex("Unsupported model IR version: (?<has>[0-9]+), max supported IR version: (?<reads>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex("Opset (?<has>[0-9]+) is under development.* is till opset (?<reads>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Operators();

    [GeneratedRegex("No Op registered for (?<name>\\S+)|(?<name>\\S+)\\([0-9-]+\\) is not a registered function/op|No opset import for (?<name>domain '[^']*')", RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^\[ErrorCode:\w+\] *|Load model from .*? failed: ?", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Loading();

    [GeneratedRegex(@"\S+\.(?:cc|cpp|h|hpp):\d+ (?:[^()]*::[^()]*\([^()]*\)(?: const)? |\w+ )?", RegexOptions.CultureInvariant)]
    private static partial Regex Source();
}
