namespace FusionOfN;

/// <summary>Finds the final answer in a candidate's text and writes it in a canonical form, so that ordinal equality means "the same
/// answer".</summary>
/// <remarks>Implementations are deterministic and safe for concurrent use.</remarks>
public interface IAnswerExtractor
{
    /// <summary>Name of the extractor, as used in configuration and receipts.</summary>
    string Name { get; }

    /// <summary>The most characters of a text that are read, from its end.</summary>
    /// <value>The default value is <see langword="null"/>: all of it is.</value>
    int? MaxCharacters => null;

    /// <summary>The name with everything that the answers depend on: what <see cref="AnswerExtractors.Create"/> takes to make the same one.</summary>
    /// <value>The default value is <see cref="Name"/>.</value>
    string Specification => Name;

    /// <summary>Finds the answer in a text.</summary>
    /// <param name="text">A candidate's text.</param>
    /// <returns>The answer in canonical form, or null when the text holds none.</returns>
    string? Extract(string text);
}
