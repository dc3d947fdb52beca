namespace FusionOfN.Gateway;

/// <summary>One refusal, or one change of a key.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What happened: one of <see cref="AuditEvents"/>.</param>
/// <param name="KeyId">The key that asked or was changed; empty where none is known.</param>
/// <param name="Source">Who did it: the address of a request, or a word such as <c>studio</c>.</param>
/// <param name="Reason">Why: the error's code, or the key's name.</param>
/// <param name="Detail">Where: the route, or more about the change.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Event, string KeyId, string Source, string Reason, string Detail);
