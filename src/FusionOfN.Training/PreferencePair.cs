namespace FusionOfN.Training;

/// <summary>Two answers to one prompt, of which one is better.</summary>
/// <param name="Better">Prompt and better answer; the answer is what is labelled.</param>
/// <param name="Worse">Prompt and worse answer, labelled likewise.</param>
/// <param name="Weight">How much the pair counts, for example by how much better the better one is; above 0.</param>
public sealed record PreferencePair(TrainingExample Better, TrainingExample Worse, float Weight = 1);
