using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace FusionOfN.Architecture.Tests;

/// <summary>Inside a project a folder is a concept, and uses those named before it: no circles.</summary>
/// <remarks>Where a type stands is read from the debug symbols, what it uses from the assembly. Only constants are not seen: the compiler copies them.</remarks>
public sealed partial class FolderOrderTests
{
    private const string Top = "the top";

    /// <summary>The folders of each project that has an order, from the bottom up, as ARCHITECTURE.md says. "" is the top, where the file stands that opens the story.</summary>
    private static IReadOnlyDictionary<string, string[]> Orders { get; } = OrderRow().Matches(File.ReadAllText(Path.Combine(ProductProject.Root, "ARCHITECTURE.md")))
        .ToDictionary(row => row.Groups["project"].Value, row => row.Groups["folders"].Value.Split(", ").Select(folder => folder == Top ? "" : folder.Trim('`')).ToArray());

    /// <summary>Arrows against the order that are still there. The list may only shrink.</summary>
    private static readonly string[] ArrowsLeft =
    [
        "FusionOfN.Configuration: Book → the top",
        "FusionOfN.Configuration: Checks → Book",
        "FusionOfN.Configuration: Sections → the top",
        "FusionOfN.Configuration: Settings → Sections",
        "FusionOfN.Configuration: Shapes → Sections",
        "FusionOfN.Configuration: Shapes → Settings",
        "FusionOfN.Lab: the top → Training",
        "FusionOfN.Local: Decoding → the top",
        "FusionOfN.Local: Graph → the top",
        "FusionOfN.Local: Hub → the top",
        "FusionOfN.Local: Onnx → the top",
        "FusionOfN.Local: Prompting → the top",
        "FusionOfN.Local: Tokenizing → Prompting",
        "FusionOfN.Local: Tokenizing → the top",
        "FusionOfN.Providers: Endpoints → Resilience",
        "FusionOfN.Training: Autodiff → the top",
        "FusionOfN.Training: Optimization → the top",
    ];

    public static TheoryData<string> Projects => [.. Orders.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_HaveAPlaceInTheOrder(string name) =>
        Assert.Equal(Orders[name].Order(StringComparer.Ordinal), SourceFolders.Of(Project(name)).Values.Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Folders_OfAProject_UseThoseBeforeThem() => Assert.Equal(ArrowsLeft.Order(StringComparer.Ordinal), Orders.Keys.SelectMany(Against).Order(StringComparer.Ordinal));

    /// <summary>What is read is what is written: a use that is in the sources is found.</summary>
    [Fact]
    public void Arrows_KnownUse_IsFound() => Assert.Contains(
        Arrows("FusionOfN.Configuration"), arrow => arrow is { From: "Book", To: "Settings" });

    private static IEnumerable<string> Against(string name)
    {
        string[] order = Orders[name];
        return Arrows(name)
            .Where(arrow => Array.IndexOf(order, arrow.To) > Array.IndexOf(order, arrow.From))
            .Select(arrow => $"{name}: {Show(arrow.From)} → {Show(arrow.To)}")
            .Distinct();
    }

    private static IEnumerable<(string From, string To)> Arrows(string name)
    {
        ProductProject project = Project(name);
        IReadOnlyDictionary<string, string> folders = SourceFolders.Of(project);
        var loaded = new ArchLoader().LoadAssembly(System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{project.Assembly}.dll"))).Build();
        return
        [
            .. from type in loaded.Types
               let user = Folder(type)
               where user is not null
               from dependency in type.Dependencies
               let used = Folder(dependency.Target)
               where used is not null && used != user
               select (user, used),
        ];

        string? Folder(IType type) => folders.GetValueOrDefault(type.FullName.Split('+', '<', '[')[0]);
    }

    private static ProductProject Project(string name) => ProductProject.All.Single(project => project.Name == name);

    private static string Show(string folder) => folder.Length == 0 ? Top : folder;

    [GeneratedRegex(@"^\| `(?<project>FusionOfN[.\w]*)` \| (?<folders>(?:`\w+`|the top)(?:, (?:`\w+`|the top))+) \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex OrderRow();
}
