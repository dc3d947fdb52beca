namespace FusionOfN.Local;

/// <summary>The variables that a place in a template sees, and the limits of the run it belongs to.</summary>
internal sealed class TemplateScope
{
    private const int MaxSteps = 2_000_000;
    private const int MaxDepth = 64;

    /// <summary>Characters that all operations of a run read and write together: some hundred times what the largest prompt has.</summary>
    private const long MaxCopied = 256 * 1024 * 1024;

    /// <summary>What an item of a list weighs in characters.</summary>
    private const int ItemWeight = 16;

    private const string TooDeep = "its loops and macros are nested too deeply";

    private readonly TemplateScope? _outer;
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);
    private readonly Limits _limits;
    private readonly int _depth;

    private TemplateScope(TemplateScope? outer, Limits limits, int depth) => (_outer, _limits, _depth) = (outer, limits, depth);

    /// <summary>A scope for a run.</summary>
    public static TemplateScope Create(CancellationToken cancellationToken) => new(null, new Limits(cancellationToken), 0);

    /// <summary>A scope within this one: what is set there is not seen here.</summary>
    public TemplateScope Open() => _depth < MaxDepth ? new TemplateScope(this, _limits, _depth + 1) : throw new TemplateException(TooDeep);

    public object? Get(string name) => _variables.TryGetValue(name, out var value) ? value : _outer is null ? new TemplateUndefined(name) : _outer.Get(name);

    public void Set(string name, object? value) => _variables[name] = value;

    /// <summary>Goes into a macro, which may call itself; <see cref="Leave"/> comes out again.</summary>
    public void Enter() => _limits.Enter();

    public void Leave() => _limits.Leave();

    /// <summary>Counts a step: a template that never ends, or a caller that has left, ends the run.</summary>
    public void Step() => _limits.Step();

    /// <summary>Counts what an operation is about to read, and so what it will write: a template that copies long texts again and again ends the run.</summary>
    public void Count(object? read) => _limits.Copy(WeightOf(read));

    /// <inheritdoc cref="Count(object?)"/>
    public void Count(IReadOnlyList<object?> read)
    {
        foreach (var value in read)
            Count(value);
    }

    /// <summary>Counts what an operation wrote.</summary>
    public object? Counted(object? written)
    {
        Count(written);
        return written;
    }

    private static long WeightOf(object? value) => value switch
    {
        TemplateText text => text.Length,
        List<object?> items => (long)items.Count * ItemWeight,
        Dictionary<string, object?> dictionary => (long)dictionary.Count * ItemWeight,
        _ => 0,
    };

    private sealed class Limits(CancellationToken cancellationToken)
    {
        private int _steps;
        private int _calls;
        private long _copied;

        public void Enter()
        {
            if (++_calls > MaxDepth)
                throw new TemplateException(TooDeep);
        }

        public void Leave() => _calls--;

        public void Copy(long characters)
        {
            _copied += characters;
            if (_copied > MaxCopied)
                throw new TemplateException("it copies too much text");
        }

        public void Step()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++_steps > MaxSteps)
                throw new TemplateException("it takes too many steps");
        }
    }
}
