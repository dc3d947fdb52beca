namespace FusionOfN.Lab;

/// <summary>The settings that were run.</summary>
/// <param name="Pools">The pools, the teachers' first.</param>
/// <param name="Weak">For each column the weak part of the teachers; empty when that ablation was not run.</param>
internal sealed record LabSettings(IReadOnlyList<LabPool> Pools, IReadOnlyDictionary<TestColumn, LabPool> Weak)
{
    /// <summary>The pool of several teachers, if there is one.</summary>
    public LabPool? Teachers => Pools.FirstOrDefault(pool => !pool.IsSelf);
}
