using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local;

/// <summary>What ONNX Runtime refused, in words for people: its own name files of its source, codes, and sizes of buffers.</summary>
internal static class OnnxFault
{
    public static string Describe(OnnxRuntimeException exception)
    {
        string message = exception.Message;
        if (message.Contains("llocat", StringComparison.Ordinal) || message.Contains("bad_alloc", StringComparison.Ordinal))
            return "there is not enough memory for it.";
        if (message.Contains("InvalidProtobuf", StringComparison.Ordinal) || message.Contains("No graph was found", StringComparison.Ordinal))
            return "it is no ONNX graph, or only a part of one. Get it again.";

        // [ErrorCode:Fail] …
        return message[0] == '[' && message.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? message[(end + 1)..].Trim() : message;
    }
}
