using System.Text.RegularExpressions;

namespace FusionOfN.Architecture.Tests;

/// <summary>A project uses only what stands below it, and sees of it only what everybody sees.</summary>
public sealed partial class FloorTests
{
    /// <summary>Friends between projects of <c>src/</c> that are still there. The list may only shrink: a type that another project needs is public, or stands elsewhere.</summary>
    private static readonly string[] FriendsLeft =
    [
        "FusionOfN → FusionOfN.Providers",
        "FusionOfN.Local → FusionOfN.Lab",
        "FusionOfN.Local → FusionOfN.Training",
    ];

    /// <summary>The floors, as ARCHITECTURE.md says.</summary>
    private static IReadOnlyDictionary<string, int> Floors { get; } = FloorRow().Matches(File.ReadAllText(Path.Combine(ProductProject.Root, "ARCHITECTURE.md")))
        .ToDictionary(row => row.Groups["project"].Value, row => int.Parse(row.Groups["floor"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Floors_OfTheHouse_AreThoseOfTheProjects() =>
        Assert.Equal(ProductProject.All.Select(project => project.Name).Order(StringComparer.Ordinal), Floors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Uses_OfEveryProject_StandBelowIt()
    {
        IEnumerable<string> wrong =
            from project in ProductProject.All
            from used in project.Uses
            where Floors[used] >= Floors[project.Name]
            select $"{project.Name} (floor {Floors[project.Name]}) → {used} (floor {Floors[used]})";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Friends_BetweenProjects_AreThoseThatAreStillLeft()
    {
        HashSet<string> products = [.. ProductProject.All.Select(project => project.Assembly)];
        IEnumerable<string> friends =
            from project in ProductProject.All
            from friend in project.Friends
            where products.Contains(friend)
            select $"{project.Name} → {friend}";

        Assert.Equal(FriendsLeft, friends.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| (?<floor>\d) \| `(?<project>FusionOfN[.\w]*)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FloorRow();
}
