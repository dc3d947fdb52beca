using System.Text.Json;
using FusionOfN.Lab;

namespace FusionOfN.Cli;

/// <summary>Prompts that the models in the box can answer, in all of their languages.</summary>
internal static class SynthDemo
{
    /// <summary>The file's name in the job's folder.</summary>
    public const string FileName = "prompts.jsonl";

    /// <summary>Prompts of each language, when nothing else is said.</summary>
    public const int PromptsOfLanguage = 3;

    /// <summary>Writes them. The same question in several languages has one id.</summary>
    public static void Write(string path, int seed, int promptsOfLanguage = PromptsOfLanguage)
    {
        LabPrompts prompts = new();
        using MemoryStream file = new();
        foreach (LabLanguage language in LabLanguage.All)
        {
            foreach (LabItem item in prompts.Draw(promptsOfLanguage, seed, LabTask.Facts, language))
            {
                using (Utf8JsonWriter writer = new(file, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                {
                    writer.WriteStartObject();
                    writer.WriteString("id", item.ContentKey);
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
