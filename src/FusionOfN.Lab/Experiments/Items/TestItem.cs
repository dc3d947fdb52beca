namespace FusionOfN.Lab;

/// <summary>A prompt of a run with the column of the report it belongs to.</summary>
/// <param name="Id">Its name, the same for every run with the same seed.</param>
/// <param name="Column">The task and the entities it is about.</param>
/// <param name="Language">The language whose row it counts for; for translation the one that is not English.</param>
/// <param name="Item">The prompt and its gold answer.</param>
internal sealed record TestItem(string Id, TestColumn Column, LabLanguage Language, LabItem Item)
{
    public ItemRow ToRow() => new()
    {
        Item = Id,
        Task = Column.TaskName,
        Language = Language.Code,
        Entities = Column.EntitiesName,
        PromptLanguage = Item.PromptLanguage.Code,
        AnswerLanguage = Item.AnswerLanguage.Code,
        Prompt = Item.Prompt,
        Gold = Item.Gold,
        Content = Item.ContentKey,
    };
}
