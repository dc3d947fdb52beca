using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>Reads the <c>decoder</c> of a <c>tokenizer.json</c>: how tokens of SentencePiece's kind become text again.</summary>
internal sealed class DecoderReader
{
    private readonly string _file;

    public DecoderReader(string file) => _file = file;

    /// <summary>What is written for a space within tokens; null when nothing is.</summary>
    public string? Mark { get; private set; }

    /// <summary>Spaces left out at the beginning of a text: those that encoding put there.</summary>
    public int SpacesLeftOut { get; private set; }

    public void Read(JsonElement element)
    {
        if (TokenizerJson.IsMissing(element))
            return;

        switch (TokenizerJson.RequiredText(element, "type"))
        {
            case "Sequence":
                foreach (var child in TokenizerJson.RequiredList(element, "decoders"))
                    Read(child);
                break;
            case "ByteLevel" or "ByteFallback" or "Fuse":
                break;
            case "Replace" when TokenizerJson.Text(element, "content") == " ":
                Mark = TokenizerJson.Text(TokenizerJson.Required(element, "pattern"), "String");
                break;
            case "Metaspace":
                var mark = new PreTokenizerReader(_file).ReadMark(element);
                Mark = mark.Text;
                SpacesLeftOut = mark.Prepend == PrependScheme.Never ? 0 : 1;
                break;
            case "Strip" when TokenizerJson.Text(element, "content") == " " && TokenizerJson.Required(element, "stop").GetInt32() == 0:
                SpacesLeftOut = TokenizerJson.Required(element, "start").GetInt32();
                break;
            case var type:
                throw TokenizerJson.NotUnderstood(_file, $"the decoder \"{type}\"");
        }
    }
}
