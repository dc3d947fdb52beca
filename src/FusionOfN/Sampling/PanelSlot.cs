namespace FusionOfN;

/// <summary>One place in the panel: the member that fills it and the index of its candidate.</summary>
internal sealed record PanelSlot(int Index, PanelMember Member)
{
    public static IReadOnlyList<PanelSlot> Of(Panel panel) =>
        [.. panel.Members.SelectMany(member => Enumerable.Repeat(member, member.Samples)).Select((member, index) => new PanelSlot(index, member))];

    /// <summary>The slots in turns over the members, so that the first few come from as many members as possible.</summary>
    public static IReadOnlyList<PanelSlot> InTurns(IReadOnlyList<PanelSlot> slots) =>
        [.. slots
            .GroupBy(slot => slot.Member, ReferenceEqualityComparer.Instance)
            .SelectMany(group => group.Select((slot, turn) => (slot, turn)))
            .OrderBy(pair => pair.turn)
            .Select(pair => pair.slot)];
}
