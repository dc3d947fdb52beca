namespace FusionOfN;

/// <summary>Takes the content of the last <c>\boxed{…}</c> (braces balanced), in one form for all spellings that mean the same.</summary>
/// <remarks>
/// A number is written as <see cref="NumberAnswerExtractor"/> writes it, however it is put: <c>\frac12</c>, <c>0.50</c>, <c>18\text{ cm}^2</c>,
/// <c>x = 5</c>, <c>10^{3}</c>. Of tuples, lists and intervals each part is, sets in order. In everything else spaces, sizes, dollar signs and degrees are
/// dropped, <c>\dfrac</c> is <c>\frac</c>, and <c>\text{…}</c> is its content: what graders of mathematics take as equal, as far as text shows it.
/// </remarks>
public sealed class BoxedAnswerExtractor : IAnswerExtractor
{
    /// <inheritdoc />
    public string Name => "boxed";

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BoxedText.FindLast(text) is { } content ? MathForm.Of(content) : null;
    }
}
