namespace FusionOfN;

/// <summary>A number found in a text: where it stands, and its canonical form.</summary>
/// <param name="Start">Index of the first character; the sign belongs to the number.</param>
/// <param name="End">Index behind the last character.</param>
/// <param name="Value">
/// ASCII digits with an optional minus and point, no leading or trailing zeros; or a reduced fraction such as <c>1/3</c>. Null for a formula that is not
/// understood: it stands where a number would, and is none.
/// </param>
internal readonly record struct ReadNumber(int Start, int End, string? Value);
