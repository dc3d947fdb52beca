namespace FusionOfN.Providers.Tests;

public sealed class SecretVariablesTests
{
    [Fact]
    public void Read_FileIsNamed_IsItsContentWithoutTheLinesEnd()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("fusion-secret-").FullName, "key");
        File.WriteAllText(file, "sk-secret\n");

        Assert.Equal("sk-secret", SecretVariables.Read("KEY", name => name == "KEY_FILE" ? file : null));
        Assert.Equal("direct", SecretVariables.Read("KEY", name => name == "KEY" ? "direct" : file));
        Assert.Null(SecretVariables.Read("KEY", _ => null));
    }

    [Theory]
    [InlineData("/nowhere/key")]
    [InlineData("/")]
    public void Read_FileCannotBeRead_SaysWhichVariable(string path)
    {
        var error = Assert.Throws<ConfigurationException>(() => SecretVariables.Read("KEY", name => name == "KEY_FILE" ? path : null));

        Assert.Contains("KEY_FILE", error.Message);
    }
}
