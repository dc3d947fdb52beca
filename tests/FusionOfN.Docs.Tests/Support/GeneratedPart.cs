namespace FusionOfN.Docs.Tests;

/// <summary>A part of a page that the code writes.</summary>
/// <param name="Name">What stands in its marker.</param>
/// <param name="Heading">The heading it gets when the page does not have it yet.</param>
/// <param name="Text">Its Markdown.</param>
internal sealed record GeneratedPart(string Name, string Heading, string Text);
