using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>What is written beside the weights of a model.</summary>
public sealed record ModelExportOptions
{
    /// <summary>The chat template of the models this project trains: a marker before each turn, one after each answer.</summary>
    public const string CompactChatTemplate = Local.ChatTemplate.Compact;

    /// <summary>The chat template, as the tokenizer's configuration holds it.</summary>
    /// <value>The default value is <see cref="CompactChatTemplate"/>.</value>
    public string ChatTemplate { get; init; } = CompactChatTemplate;

    /// <summary>The token that ends an answer; it must be in the vocabulary.</summary>
    /// <value>The default value is <c>&lt;|end|&gt;</c>.</value>
    public string EndToken { get; init; } = "<|end|>";

    /// <summary>The token that fills up short rows; null when there is none.</summary>
    public string? PaddingToken { get; init; }

    /// <summary>The temperature a user of the model starts from; 0 means the likeliest token.</summary>
    /// <value>The default value is 0.7.</value>
    public double Temperature { get; init; } = 0.7;

    /// <summary>The most tokens of an answer unless a user asks for more.</summary>
    /// <value>The default value is 256.</value>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>How the graph is written.</summary>
    public DecoderGraphOptions Graph { get; init; } = new();

    /// <summary>The model card (<c>README.md</c>), Markdown; null writes none.</summary>
    public string? ModelCard { get; init; }
}
