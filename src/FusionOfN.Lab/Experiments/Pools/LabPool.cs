namespace FusionOfN.Lab;

/// <summary>Where the candidates of a setting come from.</summary>
/// <param name="Name">The name in files.</param>
/// <param name="Members">The models that are sampled.</param>
/// <param name="Samples">How often each is sampled.</param>
internal sealed record LabPool(string Name, IReadOnlyList<CastModel> Members, int Samples)
{
    /// <summary>What stands behind the name of a pool whose members each gave their one likeliest answer.</summary>
    public const string GreedySuffix = "-greedy";

    /// <summary>The most candidates a method gets.</summary>
    public int Largest => Members.Count * Samples;

    /// <summary>Whether one model makes all candidates.</summary>
    public bool IsSelf => Members.Count == 1;

    /// <summary>The same members, each asked once for its likeliest answer.</summary>
    public LabPool Greedy => new(Name + GreedySuffix, Members, 1);

    /// <summary>The temperature of a pool.</summary>
    public double TemperatureOf(double sampling) => Name.EndsWith(GreedySuffix, StringComparison.Ordinal) ? 0 : sampling;

    /// <summary>The panel that samples it.</summary>
    public Panel ToPanel(double temperature, int answerTokens) => new([.. Members.Select(member => new PanelMember(
        member.Model with { Options = new() { Temperature = (float)temperature, MaxOutputTokens = answerTokens } }, Samples))]);
}
