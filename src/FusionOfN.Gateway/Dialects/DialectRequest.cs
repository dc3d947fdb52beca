using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>A request whose model is known, on its way through the reader of its dialect.</summary>
/// <param name="Body">The body. What only concerns fusion is taken out of it.</param>
/// <param name="Input">What came beside it.</param>
/// <param name="Target">What its <c>model</c> names.</param>
internal sealed record DialectRequest(JsonObject Body, DialectInput Input, ModelTarget Target)
{
    public ModelDirectory Models => Input.Models;

    /// <summary>An ask for what the model's name stands for, without anything further.</summary>
    public FusionAsk Ask(string dialect) => new()
    {
        RequestedModel = Target.Name,
        Dialect = dialect,
        Recipe = Target.Recipe,
        Overrides = new() { Invocation = Target.Invocation },
        Body = Body,
    };

    /// <summary>A plain model that answers alone.</summary>
    public FusionAsk PassThrough(string dialect) => Ask(dialect) with { PassThrough = Target.Model };
}
