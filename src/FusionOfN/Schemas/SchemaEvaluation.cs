using System.Diagnostics;
using System.Runtime.CompilerServices;
using Json.Schema;

namespace FusionOfN;

/// <summary>One check of one answer: it counts its steps, ends when they are too many, and ends with the request.</summary>
internal sealed class SchemaEvaluation : EvaluationOptions
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    private readonly int _maxSteps;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly CancellationToken _cancellationToken;
    private int _steps;

    /// <summary>Creates a check.</summary>
    /// <param name="output">How much is told of what does not fit.</param>
    /// <param name="maxSteps">The most steps: about one for each pair of a subschema and a value.</param>
    /// <param name="assertsFormats">Whether a value must have the form that <c>format</c> names.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public SchemaEvaluation(OutputFormat output, int maxSteps, bool assertsFormats, CancellationToken cancellationToken)
    {
        OutputFormat = output;
        AssertsFormats = assertsFormats;
        _maxSteps = maxSteps;
        _cancellationToken = cancellationToken;
    }

    public bool AssertsFormats { get; }

    /// <summary>Counts steps that are about to be made.</summary>
    /// <exception cref="SchemaLimitException">They are too many, too deep, or take too long.</exception>
    /// <exception cref="OperationCanceledException">The request has ended.</exception>
    public void Count(long steps)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _steps = (int)Math.Min(int.MaxValue, _steps + steps);
        if (_steps > _maxSteps || Stopwatch.GetElapsedTime(_start) > MaxTime)
            throw new SchemaLimitException("the JSON schema takes too many steps to check against it; make it simpler.");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new SchemaLimitException("the JSON schema leads too deep; make it simpler.");
    }
}
