using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;

namespace FusionOfN.Gateway.Studio;

/// <summary>The studio's scripts and styles. They travel inside the assembly, and their addresses change with it, so that browsers may keep them.</summary>
internal static class StudioAssets
{
    internal const string Folder = "/studio/assets";

    private static readonly string Version = typeof(StudioAssets).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..12];

    /// <summary>The address of a file.</summary>
    /// <param name="name">The file's name.</param>
    public static string Url(string name) => $"{Folder}/{name}?v={Version}";

    internal static void UseStudioAssets(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        RequestPath = Folder,
        FileProvider = new EmbeddedFileProvider(typeof(StudioAssets).Assembly, "FusionOfN.Gateway.Studio.Assets"),
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Query["v"] == Version ? "public, max-age=31536000, immutable" : "no-cache",
    });
}
