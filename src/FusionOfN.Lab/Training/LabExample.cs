namespace FusionOfN.Lab;

/// <summary>One training example of a model of the lab, with what is needed to prove that it leaks nothing.</summary>
/// <param name="Prompt">The user's turn.</param>
/// <param name="Completion">The model's turn, which the loss is taken on.</param>
/// <param name="Item">The item that it was made from.</param>
/// <param name="Supervision">Where the completion comes from.</param>
internal sealed record LabExample(string Prompt, string Completion, LabItem Item, LabSupervision Supervision);
