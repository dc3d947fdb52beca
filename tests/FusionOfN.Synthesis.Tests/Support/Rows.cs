using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis.Tests;

/// <summary>Records as a job makes them.</summary>
internal static class Rows
{
    /// <summary>A question and its answer in the eleven languages of MGSM, with the characters that readers of lines stumble over.</summary>
    public static IReadOnlyList<(string Language, string Question, string Answer)> Eleven { get; } =
    [
        ("en", "What is the capital of France?", "The capital of France is Paris, and it is on the river Seine.\u2028It has \u0085 two \u2029 banks."),
        ("de", "Was ist die Hauptstadt von Frankreich?", "Die Hauptstadt von Frankreich ist Paris, und sie liegt an der Seine."),
        ("es", "¿Cuál es la capital de Francia?", "La capital de Francia es París, y está en las orillas del río Sena."),
        ("fr", "Quelle est la capitale de la France ?", "La capitale de la France est Paris, et elle est au bord de la Seine."),
        ("ja", "フランスの首都はどこですか。", "フランスの首都はパリです。\u3000セーヌ川のほとりにあります。"),
        ("bn", "ফ্রান্সের রাজধানী কী?", "ফ্রান্সের রাজধানী প্যারিস, এটি সেন নদীর তীরে অবস্থিত।"),
        ("ru", "Какая столица Франции?", "Столица Франции — это Париж, и он стоит на берегу реки Сены."),
        ("sw", "Mji mkuu wa Ufaransa ni upi?", "Mji mkuu wa Ufaransa ni Paris, na uko kwenye kingo za mto Seine."),
        ("te", "ఫ్రాన్స్ రాజధాని ఏది?", "ఫ్రాన్స్ రాజధాని పారిస్, ఇది సీన్ నది ఒడ్డున ఉంది."),
        ("th", "เมืองหลวงของฝรั่งเศสคืออะไร", "เมืองหลวงของฝรั่งเศสคือปารีส ตั้งอยู่ริมแม่น้ำแซน 😀"),
        ("zh", "法国的首都是哪里？", "法国的首都是巴黎，它位于塞纳河畔。𠮷"),
    ];

    public static SynthRow Of(long position, string prompt, string answer, string? language = null, params IReadOnlyList<SynthCandidate> candidates) => new()
    {
        Position = position,
        Id = $"q{position}",
        Key = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(prompt))),
        Language = language,
        Prompt = [new ChatMessage(ChatRole.User, prompt)],
        Candidates = candidates.Count > 0 ? candidates : [new("a", 0, CallState.Ok, answer + " (a)") { Score = 0.2 }, new("b", 0, CallState.Ok, answer + " (b)") { Score = 0.5 }],
        Answers =
        [
            new("fusion", answer) { Writer = "fusor", Score = 0.9, Status = FusionStatus.Full, Fallback = FallbackLevel.Marked },
            new("best-of-n", answer + " (b)") { Selected = 1, Score = 0.5, Status = FusionStatus.Full },
        ],
        Seed = 7,
        CostUsd = 0.001m,
    };

    public static SynthRow[] InElevenLanguages() => [.. Eleven.Select((item, index) => Of(index, item.Question, item.Answer, item.Language))];

    public static async IAsyncEnumerable<SynthRow> Stream(IEnumerable<SynthRow> rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }
}
