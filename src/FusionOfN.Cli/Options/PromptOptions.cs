using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>The argument and options that give the prompt.</summary>
internal sealed class PromptOptions
{
    private readonly Argument<string?> _prompt = new("prompt")
    {
        Description = "The prompt; - reads it from standard input, and a pipe beside it is added",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _file = new("--file", "-f") { Description = "Read the prompt from a text file", HelpName = "file" };
    private readonly Option<string?> _chat = new("--chat")
    {
        Description = "Read a conversation: a JSON list of {role, content}",
        HelpName = "file",
    };

    private readonly Option<string?> _system = new("--system") { Description = "A system message to put first", HelpName = "text" };

    private readonly Option<string[]> _images = new("--image")
    {
        Description = "Show the models a picture (PNG, JPEG, GIF or WebP); repeat it for more",
        HelpName = "file",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <param name="takesLists">Whether the file may be a list of prompts.</param>
    public PromptOptions(bool takesLists = false)
    {
        if (takesLists)
            _file.Description = "Read the prompt from a text file; or answer a list of prompts (.jsonl or .parquet, with --out ANSWERS.jsonl also .json, .csv or .tsv)";
    }

    public void AddTo(Command command)
    {
        command.Add(_prompt);
        command.Add(_file);
        command.Add(_chat);
        command.Add(_system);
        command.Add(_images);
    }

    public PromptSource Read(ParseResult parse) =>
        new(parse.GetValue(_prompt), parse.GetValue(_file), parse.GetValue(_chat), parse.GetValue(_system))
        {
            Images = parse.GetValue(_images) ?? [],
        };
}
