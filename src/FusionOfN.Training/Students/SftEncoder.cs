using FusionOfN.Jobs;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Writes conversations as a model reads them: one example for each message of the assistant, which is learned; what stands before is only read.</summary>
internal sealed class SftEncoder
{
    private readonly ModelTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly int _end;
    private readonly int _maxTokens;

    public SftEncoder(TrainedModel model, string directory)
    {
        _tokenizer = ModelTokenizer.Load(Path.Combine(directory, ModelFiles.Tokenizer));
        _template = ChatTemplate.Read(
            new ChatTemplateSource(model.ChatTemplate, new Dictionary<string, string> { ["eos_token"] = model.EndToken }), directory, TimeProvider.System);
        _tokenizer.Reserve(token => model.ChatTemplate.Contains(token, StringComparison.Ordinal));
        _maxTokens = model.Weights.Config.MaxPositions;
        var marker = _template.EndOfTurn(_tokenizer) ?? model.EndToken;
        _end = _tokenizer.FindAdded(marker) ?? throw new InvalidDataException($"{directory}: tokenizer.json has no token {marker}, which ends an answer.");
    }

    /// <summary>The examples of a row, or why there are none.</summary>
    public (IReadOnlyList<TrainingExample> Examples, RowProblem? Problem) Encode(ChatRow row)
    {
        List<TrainingExample> examples = [];
        List<PromptTurn> turns = [];
        foreach (var message in row.Messages)
        {
            if (message.Role.Value == PromptTurn.Assistant)
            {
                PromptWriter prompt = new(_tokenizer, EncodingWatch.None);
                prompt.Write(_template.Render(turns));
                var example = TrainingExample.Of([.. prompt.ToTokens()], [.. _tokenizer.Encode(message.Text), _end]);
                if (example.Tokens.Length > _maxTokens)
                {
                    return ([], new RowProblem(
                        row.Line, $"the conversation has {example.Tokens.Length:N0} tokens up to an answer's end; the model reads at most {_maxTokens:N0}"));
                }

                examples.Add(example);
            }

            turns.Add(new PromptTurn(message.Role.Value, message.Text));
        }

        return (examples, null);
    }
}
