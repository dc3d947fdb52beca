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
    [InlineData("tokenizer_config.json", """{"chat_template":[{"name":"default","template":5}]}""", "\"template\" is 5")]
    [InlineData("tokenizer_config.json", """{"chat_template":[7]}""", "\"name\" is missing")]
    [InlineData("generation_config.json", """{"top_k":99999999999}""", "top_k")]
    [InlineData("generation_config.json", """{"repetition_penalty":[]}""", "repetition_penalty")]
    [InlineData("config.json", """{"max_position_embeddings":"long"}""", "max_position_embeddings")]
    [InlineData("config.json", """{"max_position_embeddings":123456789012}""", "max_position_embeddings")]
    [InlineData("config.json", "null", "not an object")]
    [InlineData("tokenizer.json", "[]", "\"model\" is missing")]
    [InlineData("tokenizer.json", "{}", "\"model\" is missing")]
    [InlineData("tokenizer.json", """{"model":7}""", "tokenizer model")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE"}}""", "\"vocab\" is missing")]
    [InlineData("tokenizer.json", """{"model":{"type":8}}""", "\"type\" is 8")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":[],"merges":[]}}""", "\"vocab\" is []")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0}}}""", "\"merges\" is missing")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":{}}}""", "\"merges\" is {}")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[5]}}""", "\"merges\" is 5")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a",null]]}}""", "\"merges\" is null")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":"0"},"merges":[]}}""", "number of a token")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":99999999999},"merges":[]}}""", "number of a token")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":-1},"merges":[]}}""", "number of a token")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Sequence"}}""", "\"pretokenizers\" is missing")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":[1]}""", "\"type\" is missing")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Split","pattern":{"Regex":3}}}""", "\"Regex\" is 3")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Split","pattern":{"String":"x"},"behavior":"9"}}""", "behavior")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"normalizer":{"type":"Replace","content":"x"}}""", "\"pattern\" is missing")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"},"added_tokens":{"a":1}}""", "added_tokens")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"},"added_tokens":[{"id":1}]}""", "\"content\" is missing")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"},"added_tokens":[{"id":1,"content":null}]}""", "\"content\" is null")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"},"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":4}}]}}""", "\"id\" is 4")]
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
