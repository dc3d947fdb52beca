namespace FusionOfN.Local.Tests;

/// <summary>Files that say something that cannot be: a bad model, named with the field, and no defect.</summary>
public sealed class ModelSettingsTests
{
    [Theory]
    [InlineData("generation_config.json", """{"eos_token_id":"</s>"}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"eos_token_id":[0,"x"]}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"eos_token_id":{"id":0}}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"eos_token_id":-1}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"eos_token_id":1e99}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"eos_token_id":1.5}""", "eos_token_id")]
    [InlineData("generation_config.json", """{"temperature":"hot"}""", "temperature")]
    [InlineData("generation_config.json", """{"temperature":-1}""", "temperature")]
    [InlineData("generation_config.json", """{"top_p":7}""", "top-p")]
    [InlineData("generation_config.json", """{"max_new_tokens":"many"}""", "max_new_tokens")]
    [InlineData("generation_config.json", "[]", "not an object")]
    [InlineData("config.json", """{"eos_token_id":true}""", "eos_token_id")]
    [InlineData("config.json", """{"max_position_embeddings":0}""", "at least 1")]
    [InlineData("tokenizer_config.json", """{"chat_template":[{"no":1}]}""", "tokenizer_config.json")]
    [InlineData("tokenizer_config.json", "[1", "tokenizer_config.json")]
    public void Load_FieldThatCannotBe_NamesFileAndField(string file, string json, string named)
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-settings-").FullName;
        try
        {
            TestModel.Write(folder, DecoderGraphForm.GroupQueryAttention);
            File.Delete(Path.Combine(folder, file == "tokenizer_config.json" ? "chat_template.jinja" : "none"));
            File.WriteAllText(Path.Combine(folder, file), json);

            var error = Assert.Throws<LocalModelException>(() => LocalModel.Load(folder, new LocalModelOptions { Threads = 1 }));

            Assert.Contains(file, error.Message, StringComparison.Ordinal);
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"eos_token_id":null,"temperature":null}""", 1)]
    [InlineData("""{"eos_token_id":[1,2],"do_sample":false,"temperature":0.6}""", 0)]
    public void Read_WhatFilesReallySay_IsUnderstood(string json, double temperature)
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-settings-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config.json"), """{"eos_token_id":7}""");
            File.WriteAllText(Path.Combine(folder, "generation_config.json"), json);

            var settings = ModelSettings.Read(folder);

            Assert.Equal(temperature, settings.Defaults.Temperature);
            Assert.Contains(7, settings.EndTokens);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
