using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>Recognises the family of a chat template by what it writes, and renders conversations as that family does.</summary>
/// <remarks>Templates are programs; they are recognised, not run, so that the text of a message can never act as a marker.</remarks>
internal static partial class ChatFormats
{
    /// <summary>The template of the models this project trains: markers before each turn, and one after each answer.</summary>
    public const string CompactTemplate =
        "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}{% if message['role'] == 'assistant' %}<|end|>{% endif %}{% endfor %}"
        + "{% if add_generation_prompt %}<|assistant|>{% endif %}";

    /// <exception cref="LocalModelException">There is no template, or none of a known family.</exception>
    public static ChatFormat Recognise(ChatTemplateSource source, string directory)
    {
        var text = source.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new LocalModelException(
                $"{directory} has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json); it is probably a base model. " +
                "Use an instruction-tuned model, or put the template of its family into chat_template.jinja.");
        }

        bool Has(string part) => text.Contains(part, StringComparison.Ordinal);
        return text.Trim() == CompactTemplate ? Compact()
            : Has("<|im_start|>") && Has("<|im_end|>") ? ChatMarkup(source)
            : Has("<|start_header_id|>") && Has("<|eot_id|>") ? Llama3(source)
            : Has("<start_of_turn>") && Has("<end_of_turn>") ? Gemma(source)
            : Has("[INST]") && Has("<<SYS>>") ? Llama2(source)
            : Has("[INST]") && Has("[/INST]") ? Mistral(source)
            : Has("<|end|>") && Has("<|assistant|>") ? Phi(text)
            : Has("<|user|>") && Has("<|assistant|>") && Has("eos_token") ? Zephyr(source)
            : throw new LocalModelException(
                $"The chat template of {directory} is of no family the local engine knows (ChatML, Llama 2, Llama 3, Mistral, Gemma, Phi, Zephyr). " +
                "If the model was trained on one of these, put that family's template into chat_template.jinja; else serve it with llama.cpp, vLLM or Ollama and use that endpoint.");
    }

    private static ChatFormat Compact() => new("compact", "<|end|>", (prompt, turns) =>
    {
        foreach (var turn in turns)
        {
            prompt.Marker($"<|{turn.Role}|>").Text(turn.Text);
            if (turn.Role == PromptTurn.Assistant)
                prompt.Marker("<|end|>");
        }

        prompt.Marker("<|assistant|>");
    });

    private static ChatFormat ChatMarkup(ChatTemplateSource source)
    {
        // Qwen 2 and SmolLM put a system message of their own where there is none.
        var match = DefaultSystem().Match(source.Text);
        var system = match.Success ? match.Groups[1].Value : null;
        return new ChatFormat("ChatML", "<|im_end|>", (prompt, turns) =>
        {
            if (system is not null && turns is not [{ Role: PromptTurn.System }, ..])
                turns = [new PromptTurn(PromptTurn.System, system), .. turns];
            foreach (var turn in turns)
                prompt.Marker("<|im_start|>").Text($"{turn.Role}\n{turn.Text}").Marker("<|im_end|>").Text("\n");
            prompt.Marker("<|im_start|>").Text("assistant\n");
        });
    }

    private static ChatFormat Llama3(ChatTemplateSource source)
    {
        // Llama 3.1 and later always open with a system turn that tells two dates; the second is a fixed one unless the caller knows better.
        var dated = source.Text.Contains("Cutting Knowledge Date", StringComparison.Ordinal);
        var date = TemplateDate().Match(source.Text) is { Success: true } match ? match.Groups[1].Value : "26 Jul 2024";
        return new ChatFormat("Llama 3", "<|eot_id|>", (prompt, turns) =>
        {
            prompt.Marker(source.BeginToken ?? "<|begin_of_text|>");
            if (dated)
            {
                var own = turns is [{ Role: PromptTurn.System }, ..] ? turns[0].Text.Trim() : "";
                turns = own.Length > 0 || turns is [{ Role: PromptTurn.System }, ..] ? [.. turns.Skip(1)] : turns;
                turns = [new PromptTurn(PromptTurn.System, $"Cutting Knowledge Date: December 2023\nToday Date: {date}\n\n{own}"), .. turns];
            }

            for (var i = 0; i < turns.Count; i++)
            {
                Header(turns[i].Role);
                prompt.Text(dated && i == 0 ? turns[i].Text : turns[i].Text.Trim()).Marker("<|eot_id|>");
            }

            Header(PromptTurn.Assistant);

            void Header(string role) => prompt.Marker("<|start_header_id|>").Text(role).Marker("<|end_header_id|>").Text("\n\n");
        });
    }

    private static ChatFormat Gemma(ChatTemplateSource source) => new("Gemma", "<end_of_turn>", (prompt, turns) =>
    {
        prompt.Marker(source.BeginToken ?? "<bos>");
        foreach (var turn in PromptTurn.FoldSystem(turns))
        {
            var role = turn.Role == PromptTurn.Assistant ? "model" : turn.Role;
            prompt.Marker("<start_of_turn>").Text($"{role}\n{turn.Text.Trim()}").Marker("<end_of_turn>").Text("\n");
        }

        prompt.Marker("<start_of_turn>").Text("model\n");
    });

    private static ChatFormat Llama2(ChatTemplateSource source) => new("Llama 2", null, (prompt, turns) =>
    {
        foreach (var turn in PromptTurn.FoldSystem(turns, (system, said) => $"<<SYS>>\n{system}\n<</SYS>>\n\n{said}"))
        {
            if (turn.Role == PromptTurn.Assistant)
                prompt.Text($" {turn.Text.Trim()} ").Marker(source.EndToken ?? "</s>");
            else
                prompt.Marker(source.BeginToken ?? "<s>").Text($"[INST] {turn.Text.Trim()} [/INST]");
        }
    });

    private static ChatFormat Mistral(ChatTemplateSource source)
    {
        // The versions of the family differ in the spaces around the markers and before an answer.
        var inside = source.Text.Contains("[INST] ", StringComparison.Ordinal) ? " " : "";
        var before = source.Text.Contains(" [/INST]", StringComparison.Ordinal) ? " " : "";
        var answer = inside.Length > 0 && before.Length == 0 ? " " : "";
        return new ChatFormat("Mistral", null, (prompt, turns) =>
        {
            prompt.Marker(source.BeginToken ?? "<s>");
            foreach (var turn in PromptTurn.FoldSystem(turns))
            {
                if (turn.Role == PromptTurn.Assistant)
                    prompt.Text(answer + turn.Text).Marker(source.EndToken ?? "</s>");
                else
                    prompt.Marker("[INST]").Text(inside + turn.Text + before).Marker("[/INST]");
            }
        });
    }

    private static ChatFormat Phi(string template)
    {
        // Phi 3 puts a line break after each marker, Phi 4 mini does not.
        var gap = PhiLineBreak().IsMatch(template) ? "\n" : "";
        return new ChatFormat("Phi", "<|end|>", (prompt, turns) =>
        {
            foreach (var turn in turns)
                prompt.Marker($"<|{turn.Role}|>").Text(gap + turn.Text).Marker("<|end|>").Text(gap);
            prompt.Marker("<|assistant|>").Text(gap);
        });
    }

    private static ChatFormat Zephyr(ChatTemplateSource source) => new("Zephyr", null, (prompt, turns) =>
    {
        foreach (var turn in turns)
            prompt.Marker($"<|{turn.Role}|>").Text($"\n{turn.Text}").Marker(source.EndToken ?? "</s>").Text("\n");
        prompt.Marker("<|assistant|>").Text("\n");
    });

    [GeneratedRegex(@"<\|im_start\|>system(?:\\n|\n)([^'""{}]+?)<\|im_end\|>")]
    private static partial Regex DefaultSystem();

    [GeneratedRegex(@"date_string\s*=\s*[""']([^""']+)[""']")]
    private static partial Regex TemplateDate();

    [GeneratedRegex(@"<\|(?:user|assistant)\|>['""]?(?:\s*\+\s*['""])?(?:\\n|\n)")]
    private static partial Regex PhiLineBreak();
}
