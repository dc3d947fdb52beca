using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>One event of a streamed answer: a JSON object and, for dialects that name their events, the name.</summary>
internal readonly record struct WireEvent(JsonObject Data, string? Name = null);
