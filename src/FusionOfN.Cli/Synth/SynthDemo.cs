using System.Text.Json;
using FusionOfN.Lab;

namespace FusionOfN.Cli;

/// <summary>Prompts that the models in the box can answer, in all of their languages.</summary>
internal static class SynthDemo
{
    /// <summary>The file's name in the job's folder.</summary>
    public const string FileName = "prompts.jsonl";

    private const int PromptsOfLanguage = 3;

    /// <summary>Writes them.</summary>
    public static void Write(string path, int seed)
    {
        LabPrompts prompts = new();
        using MemoryStream file = new();
        foreach (LabLanguage language in LabLanguage.All)
        {
            foreach (LabItem item in prompts.Draw(PromptsOfLanguage, seed, LabTask.Facts, language))
            {
                using (Utf8JsonWriter writer = new(file, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                {
                    writer.WriteStartObject();
                    writer.WriteString("prompt", item.Prompt);
                    writer.WriteString("language", item.AnswerLanguage.Code);
                    writer.WriteString("reference", item.Gold);
                    writer.WriteEndObject();
                }

                file.WriteByte((byte)'\n');
            }
        }

        File.WriteAllBytes(path, file.ToArray());
    }
}
