namespace FusionOfN.Lab;

/// <summary>One operation on the running number.</summary>
/// <param name="Operator"><c>+</c>, <c>-</c> or <c>*</c>.</param>
/// <param name="Operand">The number added, subtracted or multiplied by.</param>
internal readonly record struct ReasoningStep(char Operator, int Operand)
{
    /// <summary>The running number after the step.</summary>
    public int Apply(int number) => Operator switch
    {
        '+' => number + Operand,
        '-' => number - Operand,
        _ => number * Operand,
    };

    /// <summary>The piece of knowledge that the step needs.</summary>
    public string Key => Operator switch
    {
        '+' => "reasoning:add",
        '-' => "reasoning:subtract",
        _ => "reasoning:multiply",
    };
}
