using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusionOfN.Evaluation.Tests.Corpora;

/// <summary>Files in memory.</summary>
internal static class CorpusText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CorpusFile File(string name, string text) => new(name, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static CorpusFile Rows(IEnumerable<Segment> segments, string name = "rows.jsonl") =>
        File(name, string.Join('\n', segments.Select(segment => JsonSerializer.Serialize(new { hypothesis = segment.Hypothesis, references = segment.References }, Json))));

    public static CorpusFile Lines(string name, IEnumerable<string> lines) => File(name, string.Join('\n', lines) + "\n");
}
