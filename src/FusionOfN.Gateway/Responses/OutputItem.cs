using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>One finished item of a response's output.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Write">Writes it.</param>
internal sealed record OutputItem(string Id, Action<Utf8JsonWriter> Write);
