using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace FusionOfN.Configuration.Tests;

/// <summary>A section of a program above: read, checked, suggested and described like every other key.</summary>
public sealed class ConfigurationSectionTests
{
    private static readonly KitchenSection Kitchen = new("kitchen");

    [Fact]
    public void Find_SectionInTheFile_IsRead()
    {
        var configuration = Parse("kitchen: { ovens: 3 }\n").Require();

        Assert.Equal(3, Kitchen.Find(configuration)!.Ovens);
    }

    [Theory]
    [InlineData("recipes: {}\n")]
    [InlineData("kitchen:\n")]
    public void Find_FileThatSaysNothing_IsNull(string text) => Assert.Null(Kitchen.Find(Parse(text).Require()));

    [Theory]
    [InlineData("kitchen: { oven: 3 }\n", 1, 12, "Unknown key 'oven'.", "Did you mean 'ovens'?")]
    [InlineData("kitchen: { stoves: 3 }\n", 1, 12, "Unknown key 'stoves'.", "Did you mean 'ovens'?")]
    [InlineData("kitchen: { ovens: 30 }\n", 1, 19, "'ovens' is 30", "from 1 to 9")]
    [InlineData("recipes: {}\nkitchen:\n  ovens: 7\n", 3, 10, "Seven is too many.", "Take one out.")]
    [InlineData("kitchn: {}\n", 1, 1, "Unknown key 'kitchn'.", "Did you mean 'kitchen'?")]
    [InlineData("canteen: {}\n", 1, 1, "Unknown key 'canteen'.", "Did you mean 'kitchen'?")]
    [InlineData("wombat: {}\n", 1, 1, "Unknown key 'wombat'.", "kitchen")]
    [InlineData("defaults: { kitchen: {} }\n", 1, 13, "Unknown key 'kitchen'.", "Keys here: recipe")]
    public void Parse_MistakeInASection_IsReportedAtItsPlaceWithTheMend(string text, int line, int column, string message, string mend)
    {
        var problem = Assert.Single(Parse(text).Problems);

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(mend, problem.Mend, StringComparison.Ordinal);
    }

    /// <summary>One file serves several programs: what belongs to one that does not run here is not a mistake, and what belongs to none is.</summary>
    [Theory]
    [InlineData("gateway: { listen: 'http://127.0.0.1:1', nonsense: 1 }\n", null)]
    [InlineData("gatway: {}\n", "Did you mean 'gateway'?")]
    [InlineData("defaults: { gateway: {} }\n", "Keys here: recipe")]
    [InlineData("kitchen: {}\n", "Keys here: endpoints")]
    public void Parse_SectionOfAnotherProgram_IsPassedOverWhereItIsOfThisProject(string text, string? mend)
    {
        var problems = FusionConfiguration.Parse(text).Problems;

        if (mend is null)
            Assert.Empty(problems);
        else
            Assert.Contains(mend, Assert.Single(problems).Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_KeyInASectionThatIsPassedOver_IsRefused()
    {
        var problem = Assert.Single(FusionConfiguration.Parse("gateway: { store: sk-abcdefghijklmnopqrstuvwx }\n").Problems);

        Assert.Equal("This looks like a key.", problem.Message);
    }

    [Fact]
    public void Find_FileReadWithoutTheSection_Refuses()
    {
        KitchenSection gateway = new("gateway");
        var configuration = FusionConfiguration.Parse("gateway: { ovens: 3 }\n").Require();

        Assert.Contains("without the section 'gateway'", Assert.Throws<ArgumentException>(() => gateway.Find(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SchemaWithASection_DescribesIt()
    {
        var schema = JsonNode.Parse(ConfigurationSchema.Write(Kitchen))!;

        Assert.Equal("Where it is cooked.", (string?)schema["properties"]!["kitchen"]!["description"]);
        Assert.Equal(9, (int?)schema["$defs"]!["kitchen"]!["properties"]!["ovens"]!["maximum"]);
        Assert.Null(JsonNode.Parse(ConfigurationSchema.Write())!["properties"]!["kitchen"]);
    }

    [Fact]
    public void Write_TemplateWithASection_EndsWithItsLines() => Assert.Equal(ConfigurationTemplate.Write() + "# kitchen: {}\n", ConfigurationTemplate.Write(Kitchen));

    [Theory]
    [InlineData("kitchen")]
    [InlineData("models")]
    public void Parse_TwoSectionsOfOneName_Refuses(string name) =>
        Assert.Throws<ArgumentException>(() => FusionConfiguration.Parse("recipes: {}\n", sections: [Kitchen, new KitchenSection(name)]));

    private static ConfigurationResult Parse(string text) => FusionConfiguration.Parse(text, sections: Kitchen);

    private sealed class KitchenSection : ConfigurationSection<KitchenSettings>
    {
        public KitchenSection(string name)
            : base(name, "Where it is cooked.")
        {
            InsteadOf = ["canteen"];
            Template = "# kitchen: {}\n";
        }

        protected override void Check(KitchenSettings settings, SectionProblems problems)
        {
            if (settings.Ovens == 7)
                problems.Add(settings, "ovens", "Seven is too many.", "Take one out.");
        }
    }

    [Description("A kitchen.")]
    internal sealed record KitchenSettings
    {
        [Description("How many ovens there are.")]
        [Range(1, 9)]
        [InsteadOf("stoves")]
        public int? Ovens { get; init; }
    }
}
