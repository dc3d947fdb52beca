using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>What each kind of scorer needs.</summary>
internal static class ScorerCheck
{
    private static readonly ScorerKind[] NeedModel =
        [ScorerKind.CohereRerank, ScorerKind.VllmClassify, ScorerKind.VllmPooling, ScorerKind.VllmScore, ScorerKind.VllmRerank];

    public static void Run(FusionSettings settings, SourceMap map, ProblemList problems)
    {
        foreach (var (name, scorer) in settings.Scorers)
        {
            if (scorer.Kind is not { } kind)
                continue;

            var place = map.At(settings.Scorers, name);
            string word = ScalarReader.NameOf(kind);
            bool isServer = kind is not (ScorerKind.Judge or ScorerKind.Agreement or ScorerKind.Ensemble);
            if (name == ReferenceCheck.AgreementName && kind != ScorerKind.Agreement)
                problems.Add(place, "'agreement' is the scorer that is always there.", "Choose another name.");
            if (isServer && !map.Has(scorer, "base_url"))
                problems.Add(place, $"A scorer of kind {word} needs 'base_url'.", "Add the address of the server.");
            if (kind is ScorerKind.SglangClassify && !map.Has(scorer, "template"))
                problems.Add(
                    place,
                    $"A scorer of kind {word} needs 'template': the server takes finished text.",
                    "Add 'template: chatml', llama-3, gemma or plain, as the model was trained.");
            if (NeedModel.Contains(kind) && !map.Has(scorer, "model"))
                problems.Add(place, $"A scorer of kind {word} needs 'model'.", "Add the model's id at the server.");
            if (kind is ScorerKind.Judge && !map.Has(scorer, "judge"))
                problems.Add(place, "A scorer of kind judge needs 'judge'.", "Add 'judge: MODEL'.");
            EndpointCheck.CheckAddress(scorer, scorer.BaseUrl, map, problems);
            CheckEnsemble(settings, name, scorer, place, map, problems);
            CheckText(scorer, map, problems);
        }
    }

    private static void CheckEnsemble(FusionSettings settings, string name, ScorerSettings scorer, Place place, SourceMap map, ProblemList problems)
    {
        if (scorer.Kind != ScorerKind.Ensemble)
            return;
        if (scorer.Members is not { Count: >= 2 } members)
        {
            problems.Add(place, "An ensemble needs at least two scorers.", "Add 'members: [SCORER, SCORER]'.");
            return;
        }

        foreach (var member in members.Where(member => member.Scorer == name || IsEnsemble(settings, member.Scorer)))
            problems.Add(map.At(member, "scorer"), $"'{member.Scorer}' is itself an ensemble.", "Name its members instead.");
        if (members.All(member => member.Weight == 0))
            problems.Add(map.At(scorer, "members"), "All weights of the ensemble are 0.", "Give one a weight.");
    }

    private static void CheckText(ScorerSettings scorer, SourceMap map, ProblemList problems)
    {
        ExtractorCheck.Run(scorer, scorer.Extractor, map, problems);
        if (scorer.Template is { } template && RewardServerOptions.CheckTemplate(template) is { } wrong)
            problems.Add(
                map.At(scorer, "template"),
                wrong,
                "Use chatml, llama-3, gemma or plain, or a text for one turn such as \"<|{role}|>\\n{content}\\n\".");
        if (scorer.SourcePattern is { } pattern && RewardServerOptions.CheckSourcePattern(pattern) is { } bad)
            problems.Add(map.At(scorer, "source_pattern"), bad, "Write a regular expression with one group, for example 'into German: (.+)'.");
    }

    private static bool IsEnsemble(FusionSettings settings, string? name) =>
        name is not null && settings.Scorers.TryGetValue(name, out var other) && other.Kind == ScorerKind.Ensemble;
}
