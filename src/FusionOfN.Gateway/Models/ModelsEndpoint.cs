using System.Text.Json;
using FusionOfN.Providers;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>GET /v1/models</c>: every recipe as an ordinary model, then the plain models that are passed through.</summary>
internal sealed class ModelsEndpoint
{
    private readonly CurrentModels _models;
    private readonly TimeProvider _time;

    public ModelsEndpoint(CurrentModels models, TimeProvider time)
    {
        _models = models;
        _time = time;
    }

    public async Task ListAsync(HttpContext http)
    {
        await WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var card in Cards())
                card.Write(json, _time.GetUtcNow());
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public async Task FindAsync(HttpContext http, string path)
    {
        // Clients escape the slash in fusion/NAME, and routing leaves an escaped slash as it is.
        var name = Uri.UnescapeDataString(path);
        var card = Cards().FirstOrDefault(card => card.Id == name)
            ?? throw new GatewayException(404, $"There is no model '{name}'. GET /v1/models lists them.") { Code = "model_not_found", Param = "model" };
        await WriteAsync(http, json => card.Write(json, _time.GetUtcNow()));
    }

    private IEnumerable<ModelCard> Cards()
    {
        var models = _models.Now;
        return
        [
            .. models.Book.Recipes.Select(recipe => ModelCard.OfRecipe(recipe, models.MakeRecipe(recipe.Name, new RecipeOverrides()))),
            .. models.Book.Models.Select(model => ModelCard.OfPlain(model, models.MakePlain(model.Name))),
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
