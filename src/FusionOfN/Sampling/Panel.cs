using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The models that are sampled. Self-fusion is a panel with one member and several samples.</summary>
public sealed record Panel
{
    /// <summary>Creates a panel.</summary>
    /// <param name="members">The members, at least one, each with at least one sample. A model may be listed twice.</param>
    /// <exception cref="ArgumentException">There is no member, a member has no model or client, or asks for less than one sample.</exception>
    public Panel(params IReadOnlyList<PanelMember> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
            throw new ArgumentException("A panel needs at least one member.");
        if (members.Any(member => member?.Model?.Client is null))
            throw new ArgumentException("A member of the panel is null, or has no model, or its model has no client.");
        if (members.FirstOrDefault(member => member.Samples < 1) is { } bad)
            throw new ArgumentException($"Panel member '{bad.Model.Name}' asks for {bad.Samples} samples; it needs at least 1.");

        Members = [.. members];
    }

    private Panel(Panel original, IReadOnlyList<PanelMember> members)
        : this(original) => Members = members;

    /// <summary>The members in the order that numbers the candidates.</summary>
    public IReadOnlyList<PanelMember> Members { get; }

    /// <summary>Members that are asked only when a slot of the panel failed, in this order, each at most as often as its samples.</summary>
    public IReadOnlyList<PanelMember> Spares { get; init; } = [];

    /// <summary>The most calls of the panel in flight at once.</summary>
    /// <value>The default value is <see langword="null"/>: all of them.</value>
    public int? MaxConcurrency { get; init; }

    /// <summary>The number of candidates asked for.</summary>
    public int Size => Members.Sum(member => member.Samples);

    /// <summary>Creates the panel of self-fusion: several samples of one model.</summary>
    /// <param name="client">The client.</param>
    /// <param name="samples">The number of samples, at least 1.</param>
    /// <param name="name">The member's name; when null, the client's default model id.</param>
    public static Panel OfOne(IChatClient client, int samples, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new Panel(new PanelMember(new ChatModel(name ?? client.Find<ChatClientMetadata>()?.DefaultModelId ?? "model", client), samples));
    }

    /// <summary>The same panel with every member changed, for example given an option.</summary>
    /// <param name="change">Makes the new member from the old one.</param>
    public Panel With(Func<PanelMember, PanelMember> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new Panel(this, [.. Members.Select(change)]) { Spares = [.. Spares.Select(change)] };
    }
}
