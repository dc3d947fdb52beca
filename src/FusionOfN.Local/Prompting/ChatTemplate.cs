using System.Globalization;

namespace FusionOfN.Local;

/// <summary>How a model writes a conversation: its own chat template, run in a sandbox.</summary>
/// <remarks>
/// The words of messages are carried through the template out of band (<see cref="TemplateText"/>): only what the template itself writes can become a marker, so that nothing in
/// a message can open or close a turn. A template sees the conversation and the names of its tokens, and can change or reach nothing.
/// </remarks>
internal sealed class ChatTemplate
{
    /// <summary>The template of the models this project trains: markers before each turn, and one after each answer.</summary>
    public const string Compact =
        "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}{% if message['role'] == 'assistant' %}<|end|>{% endif %}{% endfor %}"
        + "{% if add_generation_prompt %}<|assistant|>{% endif %}";

    // A template writes a conversation once, and little beside it.
    private const int MaxOwnText = 1024 * 1024;

    private readonly ChatTemplateSource _source;
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly TemplateStatement _program;

    private ChatTemplate(ChatTemplateSource source, string directory, TimeProvider time, TemplateStatement program) =>
        (_source, _directory, _time, _program) = (source, directory, time, program);

    /// <exception cref="LocalModelException">There is no template, or something in it is not understood; the message says what.</exception>
    public static ChatTemplate Read(ChatTemplateSource source, string directory, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(source.Text))
        {
            throw new LocalModelException(
                $"{directory} has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json); it is probably a base model. " +
                "Use an instruction-tuned model, or put the template of its family into chat_template.jinja.");
        }

        try
        {
            return new ChatTemplate(source, directory, time, Guard(() => TemplateProgram.Read(source.Text)));
        }
        catch (TemplateException exception)
        {
            throw NotUnderstood(directory, exception);
        }
    }

    /// <summary>The prompt: the conversation and, unless it is only to be looked at, the opening of the answer.</summary>
    /// <exception cref="LocalModelException">The template refuses the conversation, or fails at it.</exception>
    public TemplateText Render(IReadOnlyList<PromptTurn> turns, bool opensAnswer = true, CancellationToken cancellationToken = default)
    {
        try
        {
            if (turns is not [{ Role: PromptTurn.System, Text: var system }, ..])
                return Run(turns, opensAnswer, cancellationToken);

            // Some templates have no place for a system message: they refuse it, or leave it out without a word.
            TemplateException refusal;
            try
            {
                var text = Run(turns, opensAnswer, cancellationToken);
                if (text.Value.Contains(system.Trim(), StringComparison.Ordinal))
                    return text;
                refusal = new TemplateException("it leaves the system message out") { IsRefusal = true };
            }
            catch (TemplateException exception) when (exception.IsRefusal)
            {
                refusal = exception;
            }

            var folded = PromptTurn.FoldSystem(turns);
            return folded.Count < turns.Count ? Run(folded, opensAnswer, cancellationToken) : throw refusal;
        }
        catch (TemplateException exception) when (exception.IsRefusal)
        {
            var message = $"The chat template of this model refuses the conversation: {exception.Message}";
            throw new LocalModelException(message, exception) { Data = { [FusionProperties.BriefFailure] = message } };
        }
        catch (TemplateException exception)
        {
            throw NotUnderstood(_directory, exception);
        }
    }

    /// <summary>What the template writes right after an answer: the marker that ends one; null when there is none.</summary>
    public string? EndOfTurn(ModelTokenizer tokenizer)
    {
        const string answer = "answer";
        var text = Render([new PromptTurn(PromptTurn.User, "question"), new PromptTurn(PromptTurn.Assistant, answer), new PromptTurn(PromptTurn.User, "question")]);
        var stretches = text.Stretches().ToList();
        var place = stretches.FindIndex(stretch => stretch.IsForeign && stretch.Text.Contains(answer, StringComparison.Ordinal));
        return place >= 0 && place + 1 < stretches.Count ? tokenizer.MarkerAtStart(stretches[place + 1].Text.TrimStart()) : null;
    }

    private TemplateText Run(IReadOnlyList<PromptTurn> turns, bool opensAnswer, CancellationToken cancellationToken)
    {
        var scope = TemplateScope.Create(cancellationToken);
        scope.Set("messages", turns.Select(turn => (object?)Message(turn)).ToList());
        scope.Set("add_generation_prompt", opensAnswer);
        scope.Set("tools", null);
        scope.Set("documents", null);
        foreach (var (name, token) in _source.Tokens)
            scope.Set(name, TemplateText.Own(token));
        scope.Set("namespace", (TemplateFunction)((_, _, named) => new Dictionary<string, object?>(named, StringComparer.Ordinal)));
        scope.Set("dict", (TemplateFunction)((_, _, named) => new Dictionary<string, object?>(named, StringComparer.Ordinal)));
        scope.Set("range", (TemplateFunction)((_, arguments, _) => Numbers(arguments)));
        scope.Set("raise_exception", (TemplateFunction)((_, arguments, _) => throw new TemplateException(arguments is [TemplateText said] ? said.Value : "it gives no reason") { IsRefusal = true }));
        scope.Set("strftime_now", (TemplateFunction)((_, arguments, _) => Date(arguments)));

        TemplateText.Builder output = new((int)Math.Min(int.MaxValue / 2, MaxOwnText + (4 * turns.Sum(turn => (long)turn.Text.Length + (turn.Reasoning?.Length ?? 0)))));
        return Guard(() =>
        {
            _program(scope, output);
            return output.ToText();
        });
    }

    // A template calls filters and methods as it likes; what they cannot work with is its mistake, and no defect.
    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException or InvalidOperationException or IndexOutOfRangeException or ArithmeticException or NullReferenceException or KeyNotFoundException)
        {
            throw new TemplateException("it uses a filter, a method or a sign with something that it cannot be used with", exception);
        }
    }

    private static Dictionary<string, object?> Message(PromptTurn turn)
    {
        Dictionary<string, object?> message = new(StringComparer.Ordinal)
        {
            ["role"] = TemplateText.Own(turn.Role),
            ["content"] = TemplateText.Foreign(turn.Text),
        };
        if (turn.Reasoning is { Length: > 0 } reasoning)
            message["reasoning_content"] = TemplateText.Foreign(reasoning);
        return message;
    }

    private static List<object?> Numbers(IReadOnlyList<object?> arguments)
    {
        var (from, to, step) = arguments.Count switch
        {
            1 => (0, TemplateValues.Whole(arguments[0]), 1),
            2 => (TemplateValues.Whole(arguments[0]), TemplateValues.Whole(arguments[1]), 1),
            3 when TemplateValues.Whole(arguments[2]) != 0 => (TemplateValues.Whole(arguments[0]), TemplateValues.Whole(arguments[1]), TemplateValues.Whole(arguments[2])),
            _ => throw new TemplateException("range() needs one to three whole numbers"),
        };
        var count = Math.Max(0, ((long)to - from + step - Math.Sign(step)) / step);
        return count <= MaxNumbers
            ? [.. Enumerable.Range(0, (int)count).Select(at => (object?)(from + ((long)at * step)))]
            : throw new TemplateException($"range() counts to {count:N0}");
    }

    private const int MaxNumbers = 100_000;

    private TemplateText Date(IReadOnlyList<object?> arguments)
    {
        var format = arguments is [TemplateText text] ? text.Value : throw new TemplateException("strftime_now() needs a format");
        var now = _time.GetUtcNow();
        System.Text.StringBuilder date = new();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                date.Append(format[at]);
                continue;
            }

            date.Append(format[++at] switch
            {
                'd' => now.ToString("dd", CultureInfo.InvariantCulture),
                'b' => now.ToString("MMM", CultureInfo.InvariantCulture),
                'B' => now.ToString("MMMM", CultureInfo.InvariantCulture),
                'm' => now.ToString("MM", CultureInfo.InvariantCulture),
                'y' => now.ToString("yy", CultureInfo.InvariantCulture),
                'Y' => now.ToString("yyyy", CultureInfo.InvariantCulture),
                'a' => now.ToString("ddd", CultureInfo.InvariantCulture),
                'A' => now.ToString("dddd", CultureInfo.InvariantCulture),
                'H' => now.ToString("HH", CultureInfo.InvariantCulture),
                'M' => now.ToString("mm", CultureInfo.InvariantCulture),
                'S' => now.ToString("ss", CultureInfo.InvariantCulture),
                '%' => "%",
                var letter => throw new TemplateException($"strftime_now() is asked for %{letter}, which the local engine does not understand"),
            });
        }

        return TemplateText.Own(date.ToString());
    }

    private static LocalModelException NotUnderstood(string directory, TemplateException exception) => new(
        $"The chat template of {directory} cannot be run: {exception.Message}. " +
        "Put the template of its family into chat_template.jinja, or serve the model with llama.cpp, vLLM or Ollama and use that endpoint.", exception);
}
