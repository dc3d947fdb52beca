namespace FusionOfN.Evaluation;

/// <summary>A file to read from.</summary>
/// <param name="Name">Its name, as errors say it.</param>
/// <param name="Stream">Its bytes, from the beginning. Whoever reads it closes it.</param>
public sealed record CorpusFile(string Name, Stream Stream);
