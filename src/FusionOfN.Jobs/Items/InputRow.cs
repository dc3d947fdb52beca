namespace FusionOfN.Jobs;

/// <summary>Which content stands at a position of the input.</summary>
internal sealed record InputRow
{
    public long Position { get; init; }

    public string Content { get; init; } = "";

    public long Occurrence { get; init; }

    public string Id => ItemId.Of(Content, Occurrence);
}

/// <summary>The names of items: rows of the same content are items of their own.</summary>
internal static class ItemId
{
    /// <summary>The same in SQL, of the table <c>items</c> as <c>i</c>.</summary>
    public const string Expression = "(CASE WHEN i.occurrence = 0 THEN i.content ELSE i.content || '.' || (i.occurrence + 1) END)";

    public static string Of(string content, long occurrence) => occurrence == 0 ? content : FormattableString.Invariant($"{content}.{occurrence + 1}");
}
