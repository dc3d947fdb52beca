namespace FusionOfN.Configuration;

/// <summary>Refuses keys that stand in the file itself, wherever they stand.</summary>
internal static class SecretCheck
{
    private static readonly string[] KeyHeaders = ["authorization", "proxy-authorization", "api-key", "x-api-key", "cookie"];

    public static void Run(YamlNode root, ProblemList problems) => Visit(root, problems, new HashSet<YamlNode>(ReferenceEqualityComparer.Instance));

    private static void Visit(YamlNode node, ProblemList problems, HashSet<YamlNode> seen)
    {
        // An alias shares its node: each is looked at once, so that aliases inside aliases cost nothing.
        if (!seen.Add(node))
            return;

        switch (node)
        {
            case YamlScalar scalar when Secrets.LooksLikeOne(scalar.Text):
                problems.AddSecret(scalar.Place, "This looks like a key.", Mend);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    Visit(item, problems, seen);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    if (IsKeyHeader(entry))
                        problems.AddSecret(entry.Value.Place, $"The header '{entry.Key.Text}' holds a key.", Mend);
                    else
                        Visit(entry.Value, problems, seen);
                }

                break;
        }
    }

    private const string Mend =
        "Put it into an environment variable and name the variable with 'api_key_variable', or as '${NAME}' in a header. "
        + "A key that was saved here is best replaced.";

    private static bool IsKeyHeader(YamlEntry entry) =>
        KeyHeaders.Contains(entry.Key.Text, StringComparer.OrdinalIgnoreCase)
        && entry.Value is YamlScalar { IsNull: false } value
        && !EnvironmentReference.IsOne(value.Text);
}
