using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>The name of a model on the hub.</summary>
/// <param name="Owner">Who published it.</param>
/// <param name="Name">Its name among the owner's models.</param>
internal sealed partial record ModelId(string Owner, string Name)
{
    /// <exception cref="LocalModelException">The text is not of the form <c>OWNER/NAME</c>.</exception>
    public static ModelId Parse(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Form().Match(id) is { Success: true } match
            ? new ModelId(match.Groups[1].Value, match.Groups[2].Value)
            : throw new LocalModelException($"\"{id}\" is not the name of a model. It has the form OWNER/NAME, for example onnx-community/Qwen2.5-0.5B-Instruct.");
    }

    public override string ToString() => $"{Owner}/{Name}";

    // Neither part begins with a dot: "..", above all, is no name.
    [GeneratedRegex(@"\A([A-Za-z0-9_-][A-Za-z0-9_.-]*)/([A-Za-z0-9_-][A-Za-z0-9_.-]*)\z")]
    private static partial Regex Form();
}
