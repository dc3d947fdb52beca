namespace FusionOfN.Gateway;

/// <summary>Whether requests need an API key at this moment.</summary>
internal delegate ValueTask<bool> AreKeysNeeded(CancellationToken cancellationToken);
