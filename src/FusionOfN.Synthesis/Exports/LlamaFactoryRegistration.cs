using System.Text;
using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>The entries of <c>dataset_info.json</c>, by which LLaMA-Factory knows the files.</summary>
internal static class LlamaFactoryRegistration
{
    /// <summary>The file's text; null when no format is one of LLaMA-Factory's.</summary>
    public static string? Of(IReadOnlyList<ExportShape> shapes, IReadOnlyList<ManifestFile> files)
    {
        if (!shapes.Any(shape => shape.Registration is not null))
            return null;
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, SynthJson.Writing with { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            foreach (var shape in shapes.Where(shape => shape.Registration is not null))
            {
                foreach (var file in files.Where(file => file.Path.StartsWith(shape.Name + "/", StringComparison.Ordinal)))
                {
                    writer.WriteStartObject(Path.ChangeExtension(file.Path, null).Replace('/', '_'));
                    writer.WriteString("file_name", file.Path);
                    shape.Registration!(writer);
                    writer.WriteEndObject();
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray()) + "\n";
    }
}
