using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Studio;

/// <summary>A request as a C# program of one file: <c>dotnet run ask.cs</c>.</summary>
internal static class CSharpSnippet
{
    /// <summary>Writes the program.</summary>
    /// <param name="address">The gateway's address, with a slash at its end.</param>
    /// <param name="body">The request's body.</param>
    public static string Write(string address, JsonObject body)
    {
        var json = SnippetJson.Write(body).ReplaceLineEndings("\n");
        // JSON never has three quotes in a row: inside a text they are escaped.
        const string Fence = "\"\"\"";
        return $$""""
            // Save as ask.cs, then: dotnet run ask.cs
            using System.Text;
            using System.Text.Json.Nodes;

            const string Body =
                {{Fence}}
            {{Indent(json)}}
                {{Fence}};

            using HttpClient http = new() { BaseAddress = new Uri("{{address}}"), Timeout = TimeSpan.FromMinutes(10) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("FUSION_API_KEY") ?? "none");
            using HttpResponseMessage response = await http.PostAsync("v1/chat/completions", new StringContent(Body, Encoding.UTF8, "application/json"));
            JsonNode reply = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Console.WriteLine(response.IsSuccessStatusCode ? reply["choices"]![0]!["message"]!["content"] : reply["error"]!["message"]);
            """".ReplaceLineEndings("\n");
    }

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => $"    {line}"));
}
