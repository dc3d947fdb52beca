namespace FusionOfN.Gateway;

/// <summary>A run that is allowed and ready: its recipe is made and nothing was sent yet.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Recipe">The recipe, with everything the request asks of it.</param>
/// <param name="Models">The models that the recipe was made of.</param>
internal sealed record PlannedRun(RunRequest Request, Recipe Recipe, GatewayModels Models)
{
    /// <summary>Whether it is the fusion of a panel, and not one plain model that is passed through.</summary>
    public bool IsFusion => Request.Ask.PassThrough is null;

    /// <summary>Whether one sample is the answer.</summary>
    public bool IsSolo => Recipe.Invocation.Mode == InvocationMode.Solo;

    /// <summary>The name of the model that is expected to write the answer: what a stream names before the receipt is there.</summary>
    public string Writer => !IsSolo && Recipe.Aggregator.Writer is { } writer ? writer.Name : Recipe.Panel.Members[0].Model.Name;
}
