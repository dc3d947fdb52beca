namespace FusionOfN.Gateway.Tests;

/// <summary>Keys of tests, which are always made.</summary>
internal static class MadeKeys
{
    public static async Task<(ApiKey Key, string Secret)> MakeAsync(this KeyTable keys, NewKey key, CancellationToken cancellationToken)
    {
        KeyAddition made = await keys.AddAsync(key, cancellationToken);
        Assert.True(made.IsMade, made.Problem);
        return (made.Key, made.Secret);
    }
}
