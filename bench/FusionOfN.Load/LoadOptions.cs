namespace FusionOfN.Load;

/// <summary>What is measured.</summary>
/// <param name="Levels">Requests in flight at once, one level after the other.</param>
/// <param name="Rounds">Turns that each side gets per level.</param>
/// <param name="Requests">Requests per turn, unless twice the level is more.</param>
/// <param name="Apart">Whether the model server sends each chunk on its own.</param>
/// <param name="Against">Another version's <c>fusion.dll</c>, measured in place of the floor; null for the floor.</param>
internal sealed record LoadOptions(IReadOnlyList<int> Levels, int Rounds, int Requests, bool Apart, string? Against)
{
    /// <summary>Requests of one turn.</summary>
    public int RequestsAt(int level) => Math.Max(Requests, 2 * level);
}
