namespace FusionOfN.Configuration;

/// <summary>Gathers the problems of one file, so that all of them are reported at once.</summary>
internal sealed class ProblemList
{
    private readonly string _file;
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly HashSet<Place> _secrets = [];

    public ProblemList(string file) => _file = file;

    public int Count => _problems.Count;

    public void Add(Place place, string message, string mend)
    {
        if (!_secrets.Contains(place))
            _problems.Add(new(_file, place.Line, place.Column, message, mend));
    }

    /// <summary>Reports a secret. What else may be wrong with it does not matter.</summary>
    public void AddSecret(Place place, string message, string mend)
    {
        Add(place, message, mend);
        _secrets.Add(place);
    }

    public void Warn(Place place, string message, string mend) =>
        _problems.Add(new(_file, place.Line, place.Column, message, mend) { IsWarning = true });

    /// <summary>The problems by line; an alias used twice reports what is wrong behind it once.</summary>
    public IReadOnlyList<ConfigurationProblem> ToList() =>
        [.. _problems.Distinct().OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
