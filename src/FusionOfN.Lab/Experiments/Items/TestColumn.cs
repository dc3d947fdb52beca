namespace FusionOfN.Lab;

/// <summary>A task with seen or novel entities: what results are averaged over languages for.</summary>
/// <param name="Task">The task.</param>
/// <param name="Entities">Which entities; <see cref="LabEntities.Any"/> for a task that has none.</param>
internal readonly record struct TestColumn(LabTask Task, LabEntities Entities)
{
#pragma warning disable CA1308 // Names in files and headings are lower-case.
    public string TaskName => Task.ToString().ToLowerInvariant();

    public string EntitiesName => Entities.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>The name in tables.</summary>
    public string Title => Entities == LabEntities.Any ? TaskName : $"{TaskName}, {EntitiesName}";

    /// <summary>The name in file names and ids.</summary>
    public string Slug => $"{TaskName}-{EntitiesName}";

    /// <summary>The columns of some tasks, in the order of reports.</summary>
    public static IEnumerable<TestColumn> Of(IEnumerable<LabTask> tasks) => tasks.Distinct().Order().SelectMany(task => task == LabTask.Reasoning
        ? [new TestColumn(task, LabEntities.Any)]
        : (IEnumerable<TestColumn>)[new(task, LabEntities.Seen), new(task, LabEntities.Novel)]);
}
