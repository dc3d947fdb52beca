namespace FusionOfN.Load;

/// <summary>HTTP as both sides and the driver use it.</summary>
internal static class Clients
{
    private const int BufferSize = 16 * 1024;

    public static HttpClient Create(Uri address) => new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>Reads a body to its end and throws it away.</summary>
    /// <exception cref="HttpRequestException">It was no success.</exception>
    public static async Task DrainAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferSize);
        while (await stream.ReadAsync(buffer) > 0)
        {
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    }
}
