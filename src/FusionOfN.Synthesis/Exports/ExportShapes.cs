namespace FusionOfN.Synthesis;

/// <summary>Every format a data set can be exported in.</summary>
internal static class ExportShapes
{
    public static IReadOnlyList<ExportShape> All { get; } =
    [
        TrlShapes.Sft,
        TrlShapes.Chat,
        TrlShapes.Dpo,
        TrlShapes.Kto,
        TrlShapes.Sft with { Name = "parquet", Description = "the columns of trl-sft as Parquet, one folder a language, as the hub shows them", IsParquet = true, TakesImages = false },
        TrlShapes.Dpo with { Name = "parquet-dpo", Description = "the columns of trl-dpo as Parquet, one folder a language", IsParquet = true, TakesImages = false },
        OpenAiShapes.Sft,
        OpenAiShapes.Dpo,
        AxolotlShapes.Sft,
        AxolotlShapes.Dpo,
        LlamaFactoryShapes.Alpaca,
        LlamaFactoryShapes.AlpacaPairs,
        LlamaFactoryShapes.ShareGpt,
        LlamaFactoryShapes.ShareGptPairs,
        LlamaFactoryShapes.OpenAi,
        KilnShapes.OpenAi,
        KilnShapes.ChatTemplate,
        AuthorShapes.Synthetic,
        new("records", ExportKind.Item, "the canonical record: every candidate, score and answer", static (lines, item) => lines.Add(SynthJson.Write(item.Row))) { TakesImages = true },
    ];

    /// <summary>Finds a format by its name.</summary>
    /// <exception cref="SynthesisException">There is none of that name.</exception>
    public static ExportShape Get(string name) => All.FirstOrDefault(shape => shape.Name == name)
        ?? throw new SynthesisException($"there is no export format '{name}'", $"Known are {string.Join(", ", All.Select(shape => shape.Name))}.");
}
