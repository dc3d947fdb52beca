namespace FusionOfN.Synthesis.Tests;

public sealed class HubChoiceTests
{
    [Theory]
    [InlineData("hf:o/n", "data/train-00000-of-00002.parquet data/train-00001-of-00002.parquet")]
    [InlineData("hf:o/n:default/test", "data/test-00000-of-00001.parquet")]
    [InlineData("hf:o/n:default/validation", "dev.jsonl.gz")]
    public void Of_NoCard_SplitsFollowTheNames(string address, string expected)
    {
        string[] paths = ["README.md", ".gitattributes", "dataset_infos.json", "data/train-00001-of-00002.parquet", "data/train-00000-of-00002.parquet", "data/test-00000-of-00001.parquet", "dev.jsonl.gz", "load.py"];

        Assert.Equal(expected.Split(' '), HubChoice.Of(HubAddress.Parse(address), paths, null).Paths);
    }

    [Fact]
    public void Of_NoNameSaysASplit_AllIsTrain()
    {
        var choice = HubChoice.Of(HubAddress.Parse("hf:o/n"), ["a.csv", "b/c.csv", "LICENSE"], null);

        Assert.Equal(("default", "train", "a.csv b/c.csv"), (choice.Config, choice.Split, string.Join(' ', choice.Paths)));
    }

    [Theory]
    [InlineData("data_files: 'x/*.jsonl'", "x/a.jsonl x/b.jsonl")]
    [InlineData("data_files: 'x/**/*.jsonl'", "x/a.jsonl x/b.jsonl x/y/c.jsonl")]
    [InlineData("data_files: 'x/**'", "x/a.jsonl x/b.jsonl x/y/c.jsonl")]
    [InlineData("data_files: ['x/a.jsonl', './x/y/c.jsonl']", "x/a.jsonl x/y/c.jsonl")]
    [InlineData("data_files: {train: 'x/[ab].jsonl', test: 'x/y/*'}", "x/a.jsonl x/b.jsonl")]
    [InlineData("data_files: [{split: train, path: ['x/?.jsonl']}]", "x/a.jsonl x/b.jsonl")]
    [InlineData("data_dir: x/y", "x/y/c.jsonl")]
    [InlineData("{ data_dir: x, data_files: 'y/*' }", "x/y/c.jsonl")]
    public void Of_CardInAnyOfItsForms_ChoosesItsFiles(string files, string expected)
    {
        var card = files.StartsWith('{')
            ? $"---\nconfigs:\n- {files.Replace("{ ", "{ config_name: only, ", StringComparison.Ordinal)}\n---\n"
            : $"---\nconfigs:\n- config_name: only\n  {files}\n---\n";

        Assert.Equal(expected.Split(' '), HubChoice.Of(HubAddress.Parse("hf:o/n"), ["x/a.jsonl", "x/b.jsonl", "x/y/c.jsonl", "README.md"], card).Paths);
    }

    [Theory]
    [InlineData("configs: [", "line ")]
    [InlineData("configs:\n- config_name: a\n  data_files: nothing/*", "no file of prompts")]
    [InlineData("configs:\n- config_name: a\n  data_files: x.arrow", "of a kind that is not read")]
    public void Of_NothingToRead_SaysWhatIsThere(string front, string words)
    {
        var error = Assert.Throws<SynthesisException>(() => HubChoice.Of(HubAddress.Parse("hf:o/n"), ["x.arrow"], $"---\n{front}\n---\n"));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("hf:o/n@refs/convert/parquet:en/train", "refs/convert/parquet", "en", "train")]
    [InlineData("hf:o/n.x-1", null, null, null)]
    [InlineData("HF:o/n:c", null, "c", null)]
    public void Parse_AnyForm_ReadsItsParts(string text, string? revision, string? config, string? split)
    {
        var address = HubAddress.Parse(text);

        Assert.Equal((revision, config, split), (address.Revision, address.Config, address.Split));
        Assert.Equal("hf:" + text[3..], address.ToString());
    }
}
