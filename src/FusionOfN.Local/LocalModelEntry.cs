namespace FusionOfN.Local;

/// <summary>A model on this machine.</summary>
/// <param name="Id">Its name, <c>OWNER/NAME</c>.</param>
/// <param name="Directory">Its folder.</param>
/// <param name="Bytes">The size of its files.</param>
/// <param name="IsComplete">Whether no file of it is half pulled.</param>
public sealed record LocalModelEntry(string Id, string Directory, long Bytes, bool IsComplete);
