using System.Text.RegularExpressions;

namespace FusionOfN.Synthesis;

/// <summary>Prompts on a hub, as a person names them: <c>hf:OWNER/NAME[@revision][:config[/split]]</c>.</summary>
/// <param name="Id">The data set, <c>OWNER/NAME</c>.</param>
public sealed partial record HubAddress(string Id)
{
    private const string Prefix = "hf:";

    /// <summary>The branch, tag or commit; null for <c>main</c>.</summary>
    public string? Revision { get; init; }

    /// <summary>The configuration; null for the default one.</summary>
    public string? Config { get; init; }

    /// <summary>The split; null for <c>train</c>, or the only one.</summary>
    public string? Split { get; init; }

    /// <summary>Whether a name is meant as such an address.</summary>
    /// <param name="name">What was named as the source of prompts.</param>
    public static bool IsOne(string? name) => name?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <exception cref="SynthesisException">It is not of the form.</exception>
    public static HubAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Form.Match(text) is not { Success: true } match)
            throw new SynthesisException($"'{text}' is no data set of the hub", "Write hf:OWNER/NAME, with @revision and :config/split where they are needed, for example hf:openai/gsm8k@main:main/test.");
        return new HubAddress(match.Groups["id"].Value) { Revision = Part("revision"), Config = Part("config"), Split = Part("split") };

        string? Part(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
    }

    /// <summary>The address as it is written.</summary>
    public override string ToString() =>
        $"{Prefix}{Id}{(Revision is null ? "" : $"@{Revision}")}{(Config is null ? "" : $":{Config}")}{(Split is null ? "" : $"/{Split}")}";

    // Neither part of the name begins with a dot: "..", above all, is no name.
    [GeneratedRegex(@"\Ahf:(?<id>[A-Za-z0-9_-][A-Za-z0-9_.-]*/[A-Za-z0-9_-][A-Za-z0-9_.-]*)(@(?<revision>[^:\s]+))?(:(?<config>[^:/\s]+)(/(?<split>[^:/\s]+))?)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
