using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>
/// Draws prompts at random while a file is read once: those whose hashes are the smallest. A hash has nothing to do with what is asked, and the same file gives the
/// same prompts.
/// </summary>
internal sealed class PilotDraw(int count)
{
    private readonly SortedDictionary<string, PromptRow> _drawn = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PromptRow> Drawn => _drawn.Values;

    public void Add(PromptRow prompt)
    {
        if (_drawn.Count >= count && string.CompareOrdinal(prompt.Key, _drawn.Keys.Last()) >= 0)
            return;
        _drawn.TryAdd(prompt.Key, prompt);
        if (_drawn.Count > count)
            _drawn.Remove(_drawn.Keys.Last());
    }
}
