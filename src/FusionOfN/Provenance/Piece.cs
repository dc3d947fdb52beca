namespace FusionOfN;

/// <summary>A piece of an answer while its map is being made, in tokens.</summary>
/// <param name="From">Its first token, which is no space.</param>
/// <param name="To">Behind its last token, which is no space.</param>
/// <param name="Kind">What is known of it.</param>
/// <param name="Holders">Which of the different texts hold it, in order.</param>
/// <param name="Seams">The tokens inside it at which another passage begins; null when there are none.</param>
internal readonly record struct Piece(int From, int To, ProvenanceKind Kind, int[] Holders, List<int>? Seams);
