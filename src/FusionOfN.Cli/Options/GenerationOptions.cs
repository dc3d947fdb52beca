using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>The options that say how answers are sampled. They win over what fusion.yaml says.</summary>
internal sealed class GenerationOptions
{
    private readonly Option<double?> _temperature = new("--temperature")
    {
        Description = "How freely candidates are sampled, 0 to 2",
        HelpName = "number",
    };

    private readonly Option<double?> _topP = new("--top-p")
    {
        Description = "Sample candidates from the likeliest words that make up this share, 0 to 1",
        HelpName = "share",
    };

    private readonly Option<int?> _maxTokens = new("--max-tokens")
    {
        Description = "The most tokens of each candidate and of the answer",
        HelpName = "count",
    };

    public GenerationOptions()
    {
        _temperature.Validators.Add(NumberRange.Between(0.0, 2.0));
        _topP.Validators.Add(NumberRange.Between(0.0, 1.0));
        _maxTokens.Validators.Add(NumberRange.Between(1, 10_000_000));
    }

    public void AddTo(Command command)
    {
        command.Add(_temperature);
        command.Add(_topP);
        command.Add(_maxTokens);
    }

    /// <summary>The choice with what these options say.</summary>
    public RecipeChoice Read(ParseResult parse, RecipeChoice choice) => choice with
    {
        Temperature = parse.GetValue(_temperature),
        TopP = parse.GetValue(_topP),
        MaxTokens = parse.GetValue(_maxTokens),
    };
}
