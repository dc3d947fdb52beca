using System.Globalization;
using System.Security.Cryptography;
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
    // Small enough to be read whenever a job begins; larger ones are known by the sizes and dates of their files.
    private const long MaxHashed = 64 * 1024 * 1024;

    /// <summary>What its endpoint is called in messages.</summary>
    public string Title => Place.Length > 0 && Kind != Local ? Place : $"{Kind} {Model}";

    private const string Local = "local";

    public static ModelAddress Of(ChatModel model)
    {
        ChatClientMetadata? metadata = model.Client.GetService<ChatClientMetadata>();
        Endpoint? endpoint = model.Client.GetService<Endpoint>();
        string kind = endpoint?.Options.Kind.ToString() ?? metadata?.ProviderName ?? "client";
        return new ModelAddress(kind, PlaceOf(metadata?.ProviderUri), metadata?.DefaultModelId ?? model.Name, endpoint?.Options.ExtraBody);
    }

    /// <summary>Host, port and path of an address, without a user, a password or a query.</summary>
    public static string PlaceOf(Uri? address) => address switch
    {
        null => "",
        { IsAbsoluteUri: false } => address.OriginalString,
        { IsFile: true } => HashOf(address.LocalPath),
        _ => $"{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port.ToString(CultureInfo.InvariantCulture)}")}{address.AbsolutePath.TrimEnd('/')}",
    };

    private static string HashOf(string folder)
    {
        DirectoryInfo directory = new(folder);
        if (!directory.Exists)
            return "";
        FileInfo[] files = [.. directory.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal)];
        bool isSmall = files.Sum(file => file.Length) <= MaxHashed;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileInfo file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file.FullName)));
            hash.AppendData(isSmall ? SHA256.HashData(File.ReadAllBytes(file.FullName)) : BitConverter.GetBytes(file.Length ^ file.LastWriteTimeUtc.Ticks));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
