namespace FusionOfN.Lab;

/// <summary>One word of the lexicon, independent of language.</summary>
/// <param name="Id">The unique id, an English word, for example <c>dog</c>.</param>
/// <param name="Class">The class of the word.</param>
/// <param name="IsNovel">Whether the word is held out from the supervised data of fusors and reward models.</param>
internal abstract record Word(string Id, WordClass Class, bool IsNovel)
{
    /// <summary>The key of the knowledge of this word, for example <c>word:dog</c>.</summary>
    public string Key { get; } = "word:" + Id;
}
