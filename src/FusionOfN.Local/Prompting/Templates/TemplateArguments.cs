namespace FusionOfN.Local;

/// <summary>The arguments of a call.</summary>
/// <param name="Placed">What is given by place.</param>
/// <param name="Named">What is given by name.</param>
internal sealed record TemplateArguments(IReadOnlyList<TemplateExpression> Placed, IReadOnlyList<(string Name, TemplateExpression Value)> Named)
{
    public static TemplateArguments None { get; } = new([], []);

    public object? Apply(TemplateScope scope, Func<IReadOnlyList<object?>, IReadOnlyDictionary<string, object?>, object?> call)
    {
        scope.Step();
        return call([.. Placed.Select(value => value(scope))], Named.ToDictionary(pair => pair.Name, pair => pair.Value(scope)));
    }
}
