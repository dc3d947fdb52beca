using Microsoft.ML.Tokenizers;

namespace FusionOfN.Local;

/// <summary>Cuts text step after step, each step within the pieces of the one before.</summary>
internal sealed class SplittingPreTokenizer : PreTokenizer
{
    private readonly IReadOnlyList<SplitStep> _steps;

    public SplittingPreTokenizer(IReadOnlyList<SplitStep> steps) => _steps = steps;

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => Cut(text.ToString());

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => Cut(text);

    private List<(int Offset, int Length)> Cut(string text)
    {
        List<(int Offset, int Length)> pieces = text.Length == 0 ? [] : [(0, text.Length)];
        foreach (var step in _steps)
        {
            List<(int Offset, int Length)> parts = new(pieces.Count);
            foreach (var piece in pieces)
                step.Cut(text, piece, parts);
            pieces = parts;
        }

        return pieces;
    }
}
