namespace FusionOfN.Jobs;

/// <summary>One call of a store, for an export.</summary>
/// <param name="Key">Its key, in lower-case hexadecimal.</param>
/// <param name="Model">The model's id at its endpoint.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Json">The reply, or the failure, as JSON in UTF-8.</param>
public sealed record StoredCallRow(string Key, string Model, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Json);
