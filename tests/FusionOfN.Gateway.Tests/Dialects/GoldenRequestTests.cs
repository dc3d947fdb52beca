using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Tests;

public sealed class GoldenRequestTests
{
    /// <summary>Set this environment variable to 1 to write the expected files anew instead of comparing them. Look at the difference.</summary>
    private const string Update = "FUSION_UPDATE_GOLDEN";

    public static TheoryData<string> Names => [.. GoldenRequest.All.Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GoldenRequest_IsTheWrittenForm(string name)
    {
        GoldenRequest request = new(name);

        string read = Read(request);

        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(request.Expected, read);
        Assert.Equal(File.ReadAllText(request.Expected), read);
    }

    /// <summary>What is asked for can be had: the recipe that the canonical form describes is one that the engine runs.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GoldenRequest_MakesARecipe(string name)
    {
        GoldenRequest request = new(name);
        if (request.IsError)
            return;

        using var book = DialectBook.Open();
        var ask = DialectReader.Read(request.Body, request.Input(DialectBook.Models));

        if (ask.PassThrough is { } model)
            Assert.Equal(model, book.GetModel(model).Name);
        else
            Assert.True(book.GetRecipe(ask.Recipe, ask.Overrides).Panel.Size >= 1);
    }

    [Fact]
    public void Folder_HasNoFileWithoutARequest()
    {
        var expected = GoldenRequest.All.SelectMany(request => (string[])[Path.GetFileName(request.Expected), request.Name + ".request.json"]);

        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.GetFiles(GoldenRequest.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
    }

    [Fact]
    public void Errors_AllOfThem_NameAFieldAndAreAboutTheClient() => Assert.All(
        GoldenRequest.All.Where(request => request.IsError),
        request =>
        {
            var error = JsonNode.Parse(File.ReadAllText(request.Expected))!;
            Assert.InRange((int)error["status"]!, 400, 499);
            Assert.NotNull(error["code"]);
            Assert.StartsWith((string)error["param"]! + ":", (string)error["message"]!, StringComparison.Ordinal);
        });

    private static string Read(GoldenRequest request)
    {
        try
        {
            return CanonicalJson.Write(DialectReader.Read(request.Body, request.Input(DialectBook.Models)));
        }
        catch (GatewayException exception)
        {
            return CanonicalJson.Write(exception);
        }
    }
}
