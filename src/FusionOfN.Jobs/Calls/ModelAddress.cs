using System.Globalization;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Which model is asked, and where: what two clients of one model have in common. Never a key, a header or a name that a recipe gave.</summary>
/// <param name="Kind">The API, such as <c>OpenAi</c> or <c>local</c>.</param>
/// <param name="Place">Host, port and path; of a model in this process a hash of its files.</param>
/// <param name="Model">The model's id there.</param>
/// <param name="ExtraBody">Fields that are added to every request's body there; null when there are none.</param>
internal sealed record ModelAddress(string Kind, string Place, string Model, object? ExtraBody)
{
    /// <summary>What its endpoint is called in messages.</summary>
    public string Title => Place.Length > 0 && Kind != Local ? Place : $"{Kind} {Model}";

    private const string Local = "local";

    public static ModelAddress Of(ChatModel model)
    {
        ChatClientMetadata? metadata = model.Client.GetService<ChatClientMetadata>();
        Endpoint? endpoint = model.Client.GetService<Endpoint>();
        string kind = endpoint?.Options.Kind.ToString() ?? metadata?.ProviderName ?? "client";
        string? files = model.Client.GetService(typeof(string), FusionProperties.ModelFiles) as string;
        return new ModelAddress(kind, files ?? PlaceOf(metadata?.ProviderUri), metadata?.DefaultModelId ?? model.Name, endpoint?.Options.ExtraBody);
    }

    /// <summary>Host, port and path of an address, without a user, a password or a query.</summary>
    public static string PlaceOf(Uri? address) => address switch
    {
        null => "",
        { IsAbsoluteUri: false } => address.OriginalString,
        { IsFile: true } => "",
        _ => $"{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port.ToString(CultureInfo.InvariantCulture)}")}{address.AbsolutePath.TrimEnd('/')}",
    };
}
