using System.Text.Json;
using FusionOfN.Configuration;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>GET /v1/models</c>: every recipe as an ordinary model, then the plain models that are passed through.</summary>
internal sealed class ModelsEndpoint
{
    private readonly CurrentModels _models;
    private readonly DateTimeOffset _since;

    public ModelsEndpoint(CurrentModels models, TimeProvider time)
    {
        _models = models;
        _since = time.GetUtcNow();
    }

    public async Task ListAsync(HttpContext http)
    {
        var shape = ShapeFor(http);
        List<ModelCard> cards = [.. Cards(http)];
        await WriteAsync(http, json =>
        {
            json.WriteStartObject();
            if (shape != ModelShape.Anthropic)
                json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var card in cards)
                card.Write(json, _since, shape);
            json.WriteEndArray();
            ModelShapes.WriteEnd(json, shape, cards);
            json.WriteEndObject();
        });
    }

    public async Task FindAsync(HttpContext http, string path)
    {
        // Clients escape the slash in fusion/NAME, and routing leaves an escaped slash as it is.
        var name = Uri.UnescapeDataString(path);
        var recipe = FusionNames.Fixed.Contains(name) && _models.Now.Book.DefaultRecipe is { } standard ? FusionNames.Prefix + standard : null;
        var card = (Cards(http).FirstOrDefault(card => card.Id == (recipe ?? name)) is { } found ? found with { Id = name } : null)
            ?? throw new GatewayException(404, $"There is no model '{name}'. GET /v1/models lists them.") { Code = "model_not_found", Param = "model" };
        await WriteAsync(http, json => card.Write(json, _since, ShapeFor(http)));
    }

    private static ModelShape ShapeFor(HttpContext http) => MessagesApi.Is(http.Request) ? ModelShape.Anthropic : OpenRouterShape.IsFor(http) ? ModelShape.OpenRouter : ModelShape.OpenAi;

    /// <summary>What the caller may use: a key does not see what it would be refused.</summary>
    private IEnumerable<ModelCard> Cards(HttpContext http)
    {
        var models = _models.Now;
        var key = Caller.Of(http).Key;
        return
        [
            .. from summary in models.Book.Recipes
               let recipe = models.MakeRecipe(summary.Name, RecipeOverrides.None)
               where KeyGuard.MayUse(key, recipe.Name, recipe.Models.Select(model => model.Name))
               select ModelCard.OfRecipe(summary, recipe),
            .. from summary in models.Book.Models
               where KeyGuard.MayUse(key, recipe: null, [summary.Name])
               select ModelCard.OfPlain(summary, models.MakePlain(summary.Name)),
        ];
    }

    private static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
            write(json);
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
