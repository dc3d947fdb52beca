namespace FusionOfN.Configuration;

/// <summary>Every name that is used must be defined.</summary>
internal static class ReferenceCheck
{
    public static void Run(FusionSettings settings, IEnumerable<Reference> references, ProblemList problems)
    {
        foreach (var reference in references)
        {
            if (!IsKnown(reference, settings))
                problems.Add(reference.Place, Message(reference, settings), Mend(reference, settings));
        }
    }

    private static bool IsKnown(Reference reference, FusionSettings settings) => reference.Kind switch
    {
        ReferenceKind.Model => ModelNames.IsKnown(reference.Name, settings),
        ReferenceKind.Scorer => reference.Name == AgreementName || settings.Scorers.ContainsKey(reference.Name),
        ReferenceKind.Endpoint => settings.Endpoints.ContainsKey(reference.Name),
        _ => settings.Recipes.ContainsKey(reference.Name),
    };

    /// <summary>The scorer that needs no entry.</summary>
    public const string AgreementName = "agreement";

    private static string Message(Reference reference, FusionSettings settings) =>
        reference.Kind == ReferenceKind.Model && settings.Recipes.ContainsKey(reference.Name)
            ? $"'{reference.Name}' is a recipe; a recipe cannot stand where a model is called, because fusions are not nested."
            : $"There is no {Word(reference.Kind)} {Secrets.Show(reference.Name)}.";

    private static string Mend(Reference reference, FusionSettings settings)
    {
        var known = Known(reference.Kind, settings).ToList();
        string list = known.Count > 0 ? $"Known: {string.Join(", ", known)}." : $"Define it under '{Word(reference.Kind)}s'.";
        string other = reference.Kind == ReferenceKind.Model ? " Or name it as ENDPOINT/MODEL-ID or local:OWNER/NAME." : "";
        return Suggestion.For(reference.Name, known) is { } meant ? $"Did you mean '{meant}'? {list}" : list + other;
    }

    private static IEnumerable<string> Known(ReferenceKind kind, FusionSettings settings) => kind switch
    {
        ReferenceKind.Model => settings.Models.Keys,
        ReferenceKind.Scorer => settings.Scorers.Keys.Append(AgreementName),
        ReferenceKind.Endpoint => settings.Endpoints.Keys,
        _ => settings.Recipes.Keys,
    };

    private static string Word(ReferenceKind kind) => kind.ToString().ToLowerInvariant();
}
