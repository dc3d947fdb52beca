namespace FusionOfN.Synthesis;

/// <summary>The ways from an item's candidates to an answer: every aggregator, and the controls that the paper compares with.</summary>
public static class SynthMethods
{
    /// <summary>One candidate, drawn at random: what a data set of mixed teachers would hold.</summary>
    public const string RandomTeacher = "random-teacher";

    /// <summary>Stands before the name of a teacher whose own answer is meant.</summary>
    public const string TeacherPrefix = "teacher:";

    /// <summary>Every teacher on its own, as it is asked for.</summary>
    public const string EachTeacher = "each-teacher";

    /// <summary>The names that are taken, teachers left out.</summary>
    public static IReadOnlyList<string> All { get; } = [.. AggregatorNames.All, RandomTeacher, EachTeacher];

    /// <summary>The method of a teacher.</summary>
    /// <param name="teacher">The teacher's name.</param>
    public static string Teacher(string teacher) => TeacherPrefix + teacher;

    /// <summary>Whether a method is an aggregator of the engine.</summary>
    /// <param name="method">The method's name.</param>
    public static bool IsAggregator(string method) => AggregatorNames.All.Contains(method);
}
