namespace FusionOfN.Providers;

/// <summary>
/// Finds the number of a label, by its name. vLLM returns one number per class but names only the likeliest class of each text, so the
/// positions are given by configuration, or learned from those names (with two classes one name tells both).
/// </summary>
internal sealed class LabelPositions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly string? _wanted;
    private readonly bool _isFixed;
    private int? _other;
    private string? _conflict;

    public LabelPositions(RewardServerOptions options)
    {
        _wanted = options.Label;
        _isFixed = options.Labels.Count > 0;
        for (int position = 0; position < options.Labels.Count; position++)
            _positions[options.Labels[position]] = position;
    }

    /// <summary>Takes note of which class the server calls by which name.</summary>
    public void Learn(string? likeliest, double[] values)
    {
        if (likeliest is null || values.Length < 2)
            return;

        int position = Array.IndexOf(values, values.Max());
        lock (_gate)
        {
            if (_positions.TryGetValue(likeliest, out int known) && known != position)
                _conflict = $"the server calls class {position} '{likeliest}', the labels of the configuration call class {known} so";
            if (!_isFixed)
                _positions[likeliest] = position;
            if (!_isFixed && values.Length == 2 && likeliest != _wanted)
                _other = 1 - position;
        }
    }

    /// <summary>The score of the wanted label.</summary>
    public CandidateScore Pick(double[] values)
    {
        if (values.Length == 0)
            return new(null, "the server returned no number");
        if (values.Length == 1)
            return new(values[0]);
        if (_wanted is null)
            return new(null, $"the model has {values.Length} labels; name the one that counts with 'label'");

        lock (_gate)
        {
            if (_conflict is not null)
                return new(null, _conflict);
            if (_positions.TryGetValue(_wanted, out int position) && position < values.Length)
                return new(values[position]);
            if (_other is { } other && values.Length == 2)
                return new(values[other]);
            return new(null, $"the position of label '{_wanted}' is not known; list the model's 'labels' in the order of its id2label");
        }
    }
}
