namespace FusionOfN.Gateway;

/// <summary>A sign in a request that it is in a certain dialect.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Path">Where the sign is.</param>
/// <param name="Fields">The dialect's object; null when it has none.</param>
internal sealed record DialectSign(string Dialect, string Path, JsonFields? Fields = null);
