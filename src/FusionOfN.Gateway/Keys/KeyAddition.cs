using System.Diagnostics.CodeAnalysis;

namespace FusionOfN.Gateway;

/// <summary>What became of the wish for a new key: the key and its secret, or why there is none.</summary>
public sealed class KeyAddition
{
    internal KeyAddition(ApiKey key, string secret) => (Key, Secret) = (key, secret);

    internal KeyAddition(string problem) => Problem = problem;

    /// <summary>Whether there is a key.</summary>
    [MemberNotNullWhen(true, nameof(Key), nameof(Secret))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsMade => Key is not null;

    /// <summary>The key.</summary>
    public ApiKey? Key { get; }

    /// <summary>What whoever uses the key sends. It is kept nowhere.</summary>
    public string? Secret { get; }

    /// <summary>Why there is no key, with the mend.</summary>
    public string? Problem { get; }
}
