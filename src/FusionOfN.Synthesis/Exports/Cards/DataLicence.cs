namespace FusionOfN.Synthesis;

/// <summary>What all teachers together allow.</summary>
/// <param name="Id">The licence for the card: an identifier of the hub, <c>other</c> or <c>unknown</c>.</param>
/// <param name="Reason">How it came about, one sentence.</param>
/// <param name="Forbidden">The teachers whose terms forbid to train on their answers.</param>
internal sealed record DataLicence(string Id, string Reason, IReadOnlyList<string> Forbidden)
{
    // Each includes the demands of those before it, for data at least: attribution, then attribution alike, then no commerce.
    private static readonly string[] Ladder = ["cc0-1.0", "mit", "apache-2.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0"];

    public static DataLicence Of(IReadOnlyList<TeacherTerms> terms)
    {
        string[] forbidden = [.. terms.Where(term => term.AllowsTraining == false).Select(term => term.Restriction is { } word ? $"{term.Teacher} ({word})" : term.Teacher)];
        if (forbidden.Length > 0)
            return new("other", $"The terms of {string.Join(", ", forbidden)} forbid to train models on their answers; this set was made all the same.", forbidden);
        if (terms.Count == 0 || terms.FirstOrDefault(term => string.IsNullOrWhiteSpace(term.Licence)) is not null)
        {
            string[] silent = [.. terms.Where(term => string.IsNullOrWhiteSpace(term.Licence)).Select(term => term.Teacher)];
            return new("unknown", silent.Length == 0 ? "No terms of the teachers are known." : $"The terms of {string.Join(", ", silent)} are not known, so no licence can be given.", forbidden);
        }

        string[] licences = [.. terms.Select(term => term.Licence!.Trim().ToLowerInvariant()).Distinct()];
        if (licences.FirstOrDefault(licence => !Ladder.Contains(licence)) is { } strange)
        {
            return licences.Length == 1
                ? new("other", $"Every teacher's answers come under {strange}.", forbidden)
                : new("other", $"The teachers' licences ({string.Join(", ", licences)}) cannot be put into an order; read each of them.", forbidden);
        }

        var strictest = licences.MaxBy(licence => Array.IndexOf(Ladder, licence))!;
        if (licences.Contains("cc-by-sa-4.0") && strictest != "cc-by-sa-4.0")
            return new("other", $"The teachers' licences ({string.Join(", ", licences)}) exclude each other.", forbidden);
        return new(strictest, licences.Length == 1 ? $"Every teacher's answers come under {strictest}." : $"The strictest of the teachers' licences ({string.Join(", ", licences)}).", forbidden);
    }
}
