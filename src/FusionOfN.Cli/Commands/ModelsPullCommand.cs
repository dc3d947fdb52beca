using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion models pull</c>: gets a model from the Hugging Face hub.</summary>
internal static class ModelsPullCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> model = new("model") { Description = "The model, OWNER/NAME" };
        Option<string?> graph = new("--graph") { Description = "The graph to take, when there are several", HelpName = "file" };
        Option<string> revision = new("--revision") { Description = "A branch, tag or commit", HelpName = "name", DefaultValueFactory = _ => "main" };
        CliCommand command = new(
            "pull",
            "Pull a model with an ONNX export from the Hugging Face hub. A pull that broke goes on where it stopped.",
            "fusion models pull onnx-community/Qwen2.5-0.5B-Instruct",
            "fusion ask --models local:onnx-community/Qwen2.5-0.5B-Instruct -n 5 \"…\"")
        {
            Notes =
            [
                "HF_TOKEN opens private and gated models, HF_ENDPOINT names another hub, and",
                "FUSION_MODELS the folder for models. Sizes and hashes are checked.",
            ],
        };
        command.Add(model);
        command.Add(graph);
        command.Add(revision);
        command.SetAction((parse, cancellationToken) => new ModelsPullRunner(
            host, ModelName.WithoutPrefix(parse.GetRequiredValue(model)), parse.GetValue(graph), parse.GetRequiredValue(revision)).RunAsync(cancellationToken));
        return command;
    }
}
