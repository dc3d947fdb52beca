using FusionOfN.Providers;
using FusionOfN.Testing;

namespace FusionOfN.Configuration.Tests;

/// <summary>Where models come from: the first of a file, named models of this process, the environment, and the box.</summary>
public sealed class ModelSourcesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model-sources-").FullName;
    private readonly Dictionary<string, string> _variables = new() { ["OLLAMA_HOST"] = "http://127.0.0.1:1" };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Find_FileAbove_IsTakenBeforeEverythingElse()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "fusion.yaml"), Yaml.Base + "recipes: { r: { panel: gpt } }\n", TestContext.Current.CancellationToken);
        string below = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;
        _variables["OPENAI_API_KEY"] = "unused";

        var found = await FindAsync(search => search with { WorkingDirectory = below, Box = new Box() });

        using var source = found.Source!;
        Assert.Null(found.Problem);
        Assert.Equal($"Models of {Path.Combine("..", "..", "fusion.yaml")}", source.Origin);
        Assert.Equal(Path.Combine(_folder, "fusion.yaml"), source.File);
        Assert.Equal("r", source.Book.DefaultRecipe);
    }

    [Fact]
    public async Task Find_FileWithMistakes_IsAProblemThatListsThemWithTheirPlaces()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "my.yaml"), "models: 1\nrecipies: {}\n", TestContext.Current.CancellationToken);

        var found = await FindAsync(search => search with { File = "my.yaml", Box = new Box() });

        Assert.Null(found.Source);
        Assert.StartsWith("my.yaml cannot be used\n", found.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("my.yaml:2:1: error: Unknown key 'recipies'. Did you mean 'recipes'?", found.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_FileWithSomethingOdd_IsTakenWithTheWarning()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "fusion.yaml"), Yaml.Base + "prices:\n  gtp: { input: 1, output: 1 }\n", TestContext.Current.CancellationToken);

        var found = await FindAsync(search => search);

        using var source = found.Source!;
        var warning = Assert.Single(found.Warnings);
        Assert.Equal(("fusion.yaml", 12, "There is a price for 'gtp', but no such model."), (warning.File, warning.Line, warning.Message));
    }

    [Theory]
    [InlineData("", "the name of the configuration file is empty", "fusion init")]
    [InlineData("nowhere.yaml", "there is no file nowhere.yaml", "fusion init")]
    [InlineData(".", ". is a folder", "Name a file in it")]
    public async Task Find_NameThatIsNoFile_IsAProblemWithTheMend(string named, string message, string hint)
    {
        var found = await FindAsync(search => search with { File = named });

        Assert.Null(found.Source);
        Assert.Equal(message, found.Problem!.Message);
        Assert.Contains(hint, found.Problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OnlyModelsOfThisProcess_LooksForNoOthers()
    {
        await using var upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        _variables["OPENAI_BASE_URL"] = upstream.OpenAiUrl.ToString();

        var found = await FindAsync(search => search with { Models = ["local:./own"], Box = new Box() });

        using var source = found.Source!;
        Assert.Equal("Models that run in this process", source.Origin);
        Assert.Equal("adapted", source.Book.GetParts().Rubric);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("local:box/one")]
    [InlineData("gpt")]
    public async Task Find_ModelsThatAreNotAllOwnOnes_LooksForOthersToo(string model)
    {
        await using var upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Models = ["served"];
        _variables["OPENAI_BASE_URL"] = upstream.OpenAiUrl.ToString();

        var found = await FindAsync(search => search with { Models = ["local:./own", model], Box = new Box() });

        using var source = found.Source!;
        Assert.Contains("served", source.Book.Recipes[0].Description, StringComparison.Ordinal);
        Assert.Equal("openai/x", source.Qualify("x"));
        Assert.Equal("local:x", source.Qualify("local:x"));
    }

    [Fact]
    public async Task Find_NothingButTheBox_TakesTheBoxAndTellsItWhy()
    {
        var found = await FindAsync(search => search with { Box = new Box() });

        using var source = found.Source!;
        Assert.Contains("OPENAI_API_KEY", source.Origin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Nothing_IsAProblemThatSaysWhatWouldHelp()
    {
        var found = await FindAsync(search => search with { Box = new Box { IsEmpty = true } });

        Assert.Null(found.Source);
        Assert.Contains("start Ollama", found.Problem!.ToString(), StringComparison.Ordinal);
    }

    private Task<ModelSearchResult> FindAsync(Func<ModelSearch, ModelSearch> change) => ModelSources.FindAsync(
        change(new ModelSearch { WorkingDirectory = _folder, Runtime = new EndpointRuntime { ReadVariable = _variables.GetValueOrDefault } }), TestContext.Current.CancellationToken);

    /// <summary>A program's own models, without any model.</summary>
    private sealed class Box : IModelBox
    {
        public bool IsEmpty { get; init; }

        public ILocalModels OpenLocalModels() => new Models();

        public bool Holds(string name) => name.StartsWith("box/", StringComparison.Ordinal);

        public ModelSource? Open(EndpointRuntime runtime, string why) =>
            IsEmpty ? null : new ModelSource(new RecipeBook(FusionConfiguration.Parse("recipes: {}\n").Require(), new RecipeBookOptions { Runtime = runtime }), why);
    }

    private sealed class Models : ILocalModels
    {
        private readonly ScriptedChatClient _client = new();

        public ChatModel Load(string name) => new(name, _client);

        public AggregatorParts Adapt(AggregatorParts parts) => parts with { Rubric = "adapted" };

        public void Dispose() => _client.Dispose();
    }
}
