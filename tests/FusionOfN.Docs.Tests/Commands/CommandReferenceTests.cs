namespace FusionOfN.Docs.Tests;

public sealed class CommandReferenceTests
{
    [Fact]
    public void Page_OfTheCommands_IsCurrent() => GeneratedPage.Check("docs/cli.md", CommandReference.Parts());
}
