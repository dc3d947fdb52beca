using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FusionOfN.Local;

/// <summary>Runs the graph of a model over a cache. Not thread-safe: one generation at a time.</summary>
internal sealed unsafe class GraphRunner : IDisposable
{
    // A graph that gives the logits of every position would need gigabytes for a long prompt and a large vocabulary.
    private const long MostLogits = 32L << 20;
    private readonly InferenceSession _session;
    private readonly RunOptions _stepOptions = new();
    private readonly OrtIoBinding _stepBinding;
    private readonly NativeBuffer _ids = new();
    private readonly NativeBuffer _mask = new();
    private readonly NativeBuffer _positions = new();
    private readonly NativeBuffer _lengths = new();
    private readonly NativeBuffer _total = new();
    private readonly NativeBuffer _kept = new();
    private readonly NativeBuffer _logits = new();
    private readonly NativeBuffer _wideLogits = new();
    private (int Rows, int Width) _bound;

    public GraphRunner(InferenceSession session, GraphLayout layout)
    {
        _session = session;
        Layout = layout;
        _stepBinding = session.CreateIoBinding();
    }

    public GraphLayout Layout { get; }

    /// <summary>The most prompt tokens of one run; 0 lets the size of the logits decide.</summary>
    public int ChunkSize { get; init; }

    /// <summary>Feeds a prompt to a cache of one row.</summary>
    /// <param name="cache">The cache, begun.</param>
    /// <param name="prompt">The tokens, at least one.</param>
    /// <param name="logits">Receives the logits after the last token.</param>
    /// <param name="cancellationToken">Ends the run from within.</param>
    public void Prefill(KeyValueCache cache, ReadOnlySpan<int> prompt, Span<float> logits, CancellationToken cancellationToken)
    {
        using var options = new RunOptions();
        var chunk = ChunkSize > 0 ? ChunkSize : (int)Math.Max(64, MostLogits / Layout.VocabularySize);
        try
        {
            using var registration = cancellationToken.Register(() => options.Terminate = true);
            for (var start = 0; start < prompt.Length; start += chunk)
            {
                var tokens = prompt.Slice(start, Math.Min(chunk, prompt.Length - start));
                using var binding = _session.CreateIoBinding();
                BindInputs(cache, tokens, binding, tokens.Length);
                cache.Bind(binding, tokens.Length, force: true);
                binding.BindOutputToDevice("logits", OrtMemoryInfo.DefaultInstance);
                _session.RunWithBinding(options, binding);
                cache.Advance(tokens.Length);
                if (start + tokens.Length == prompt.Length)
                    CopyLastLogits(binding, logits);
            }
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Adds one token to each row.</summary>
    /// <returns>The logits after it, row by row; valid until the next step.</returns>
    public ReadOnlySpan<float> Step(KeyValueCache cache, ReadOnlySpan<int> tokens)
    {
        var width = cache.MaskWidth(1);
        var rebind = _bound != (cache.Rows, width);
        var size = (long)cache.Rows * Layout.VocabularySize;
        if (rebind)
        {
            BindInputs(cache, tokens, _stepBinding, 1);
            var (type, bytes) = Layout.HasHalfLogits ? (TensorElementType.Float16, 2) : (TensorElementType.Float, sizeof(float));
            _logits.Reserve(size * bytes);
            Bind(_stepBinding, "logits", _logits, type, bytes, output: true, cache.Rows, 1, Layout.VocabularySize);
        }
        else
        {
            Fill(cache, tokens, 1);
        }

        cache.Bind(_stepBinding, 1, force: false);
        _bound = (cache.Rows, width);
        _session.RunWithBinding(_stepOptions, _stepBinding);
        cache.Advance(1);
        if (!Layout.HasHalfLogits)
            return new ReadOnlySpan<float>(_logits.Pointer, checked((int)size));

        _wideLogits.Reserve(size * sizeof(float));
        Span<float> wide = new(_wideLogits.Pointer, checked((int)size));
        TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(_logits.Pointer, wide.Length), wide);
        return wide;
    }

    public void Dispose()
    {
        _stepBinding.Dispose();
        _stepOptions.Dispose();
        foreach (var buffer in (NativeBuffer[])[_ids, _mask, _positions, _lengths, _total, _kept, _logits, _wideLogits])
            buffer.Dispose();
    }

    private void CopyLastLogits(OrtIoBinding binding, Span<float> logits)
    {
        using var outputs = binding.GetOutputValues();
        var all = outputs[Array.IndexOf(binding.GetOutputNames(), "logits")];
        if (Layout.HasHalfLogits)
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(all.GetTensorDataAsSpan<Float16>())[^logits.Length..], logits);
        else
            all.GetTensorDataAsSpan<float>()[^logits.Length..].CopyTo(logits);
    }

    private void BindInputs(KeyValueCache cache, ReadOnlySpan<int> tokens, OrtIoBinding binding, int newTokens)
    {
        // Bindings of the step point into these buffers: once they have served another run, the step binds anew.
        _bound = default;
        var width = cache.MaskWidth(newTokens);
        _ids.Reserve(tokens.Length * sizeof(long));
        _positions.Reserve(tokens.Length * sizeof(long));
        _mask.Reserve((long)cache.Rows * width * sizeof(long));
        _lengths.Reserve(cache.Rows * sizeof(int));
        _total.Reserve(sizeof(int));
        Fill(cache, tokens, newTokens);

        if (Layout.KeptLogits is { } kept)
        {
            // Only the last position is looked at; the graph may spare itself the others.
            _kept.Reserve(sizeof(long));
            *(long*)_kept.Pointer = 1;
            Bind(binding, kept.Name, _kept, TensorElementType.Int64, sizeof(long), output: false, kept.IsList ? [1] : []);
        }

        Bind(binding, "input_ids", _ids, TensorElementType.Int64, sizeof(long), output: false, cache.Rows, newTokens);
        if (Layout.HasAttentionMask)
            Bind(binding, "attention_mask", _mask, TensorElementType.Int64, sizeof(long), output: false, cache.Rows, width);
        if (Layout.HasPositions)
            Bind(binding, "position_ids", _positions, TensorElementType.Int64, sizeof(long), output: false, cache.Rows, newTokens);
        if (Layout.HasSequenceLengths)
        {
            Bind(binding, "seqlens_k", _lengths, TensorElementType.Int32, sizeof(int), output: false, cache.Rows);
            Bind(binding, "total_sequence_length", _total, TensorElementType.Int32, sizeof(int), output: false);
        }
    }

    private void Fill(KeyValueCache cache, ReadOnlySpan<int> tokens, int newTokens)
    {
        var width = cache.MaskWidth(newTokens);
        var ids = new Span<long>(_ids.Pointer, tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
            ids[i] = tokens[i];

        for (var row = 0; row < cache.Rows; row++)
        {
            var length = cache.Lengths[row];
            for (var i = 0; i < newTokens; i++)
                ((long*)_positions.Pointer)[(row * newTokens) + i] = length + i;
            ((int*)_lengths.Pointer)[row] = length + newTokens - 1;
            if (!Layout.HasAttentionMask)
                continue;
            var mask = new Span<long>((long*)_mask.Pointer + ((long)row * width), width);
            mask.Clear();
            mask.Slice(cache.MaskStart(row), length + newTokens).Fill(1);
        }

        *(int*)_total.Pointer = cache.Longest + newTokens;
    }

    private static void Bind(
        OrtIoBinding binding, string name, NativeBuffer buffer, TensorElementType type, int elementSize, bool output, params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, axis) => product * axis);
        using var value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)buffer.Pointer, count * elementSize);
        if (output)
            binding.BindOutput(name, value);
        else
            binding.BindInput(name, value);
    }
}
