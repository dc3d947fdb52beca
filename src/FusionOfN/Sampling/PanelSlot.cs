namespace FusionOfN;

/// <summary>One place in the panel: the member that fills it, the index of its candidate, and the number of the draw.</summary>
/// <param name="Index">The candidate's index: all samples of a member stand together.</param>
/// <param name="Member">Who is asked.</param>
/// <param name="Draw">The number of the draw, in turns over the members: a panel of the same members with more samples draws the earlier ones again, and adds to them.</param>
internal sealed record PanelSlot(int Index, PanelMember Member, int Draw)
{
    public static IReadOnlyList<PanelSlot> Of(Panel panel) =>
        [.. panel.Members
            .SelectMany((member, place) => Enumerable.Range(0, member.Samples).Select(turn => (member, Draw: (turn * panel.Members.Count) + place)))
            .Select((slot, index) => new PanelSlot(index, slot.member, slot.Draw))];

    /// <summary>The slots in turns over the members, so that the first few come from as many members as possible.</summary>
    public static IReadOnlyList<PanelSlot> InTurns(IReadOnlyList<PanelSlot> slots) =>
        [.. slots
            .GroupBy(slot => slot.Member, ReferenceEqualityComparer.Instance)
            .SelectMany(group => group.Select((slot, turn) => (slot, turn)))
            .OrderBy(pair => pair.turn)
            .Select(pair => pair.slot)];
}
