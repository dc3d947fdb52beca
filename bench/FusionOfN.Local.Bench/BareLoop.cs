using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local.Bench;

/// <summary>
/// The least that can be done with a GroupQueryAttention graph: bind everything once, run step after step, look at no logits. The cache is one
/// buffer of fixed width; the tokens fed are always the same.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly InferenceSession _session;
    private readonly GraphLayout _layout;
    private readonly RunOptions _options = new();

    public BareLoop(string graph, LocalModelOptions options, GraphLayout layout)
    {
        using SessionOptions session = OnnxSessions.Options(options.Threads);
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", options.AllowSpinning ? "1" : "0");
        _session = OnnxSessions.Open(graph, session);
        _layout = layout;
    }

    public void Prefill(int tokens) => Run(rows: 1, tokens, width: tokens, past: 0, steps: 1);

    public void Decode(int rows, int past, int steps) => Run(rows, tokens: 1, width: past + steps, past, steps);

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private void Run(int rows, int tokens, int width, int past, int steps)
    {
        using var binding = _session.CreateIoBinding();
        var mask = new long[rows * width];
        List<OrtValue> values = [];
        Bind("input_ids", Enumerable.Repeat(300L, rows * tokens).ToArray(), rows, tokens);
        Bind("attention_mask", mask, rows, width);
        for (var tensor = 0; tensor < _layout.PastNames.Count; tensor++)
        {
            var cache = Value(new float[rows * _layout.KeyValueHeads * width * _layout.HeadSize], rows, _layout.KeyValueHeads, width, _layout.HeadSize);
            binding.BindInput(_layout.PastNames[tensor], cache);
            binding.BindOutput(_layout.PresentNames[tensor], cache);
        }

        binding.BindOutput("logits", Value(new float[rows * tokens * _layout.VocabularySize], rows, tokens, _layout.VocabularySize));
        for (var row = 0; row < rows; row++)
            mask.AsSpan(row * width, past).Fill(1);
        for (var step = 0; step < steps; step++)
        {
            for (var row = 0; row < rows; row++)
                mask.AsSpan((row * width) + past + (step * tokens), tokens).Fill(1);
            _session.RunWithBinding(_options, binding);
        }

        foreach (var value in values)
            value.Dispose();

        void Bind(string name, long[] data, params long[] shape) => binding.BindInput(name, Value(data, shape));

        OrtValue Value<T>(T[] data, params long[] shape)
            where T : unmanaged
        {
            var value = OrtValue.CreateTensorValueFromMemory(data, shape);
            values.Add(value);
            return value;
        }
    }
}
