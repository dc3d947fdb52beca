using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local;

/// <summary>The one place where sessions of ONNX Runtime are opened: all of them behave alike, and none of them reports to anyone.</summary>
internal static class OnnxSessions
{
    // A program that used ONNX Runtime before this library has its environment already; what the variable is too late for ends here.
    static OnnxSessions() => OrtEnv.Instance().DisableTelemetryEvents();

    /// <summary>The options that all sessions share: one operator after the other, on so many threads.</summary>
    public static SessionOptions Options(int threads)
    {
#pragma warning disable RS0030 // This is the place.
        SessionOptions options = new()
#pragma warning restore RS0030
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

            // A pattern is kept for every shape, and every step has a new one.
            EnableMemoryPattern = false,

            // What goes wrong is thrown, and said in our words.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        return options;
    }

#pragma warning disable RS0030
    /// <summary>Opens the graph of a file.</summary>
    public static InferenceSession Open(string path, SessionOptions options) => new(path, options);

    /// <summary>Opens a graph in memory.</summary>
    public static InferenceSession Open(byte[] graph, SessionOptions options) => new(graph, options);
#pragma warning restore RS0030

    /// <summary>Opens the graph of a file on one thread.</summary>
    public static InferenceSession Open(string path)
    {
        using SessionOptions options = Options(threads: 1);
        return Open(path, options);
    }

    /// <summary>Opens a graph in memory on one thread.</summary>
    public static InferenceSession Open(byte[] graph)
    {
        using SessionOptions options = Options(threads: 1);
        return Open(graph, options);
    }
}
