using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN.Jobs;

/// <summary>What a job may take.</summary>
public sealed record JobLoopOptions
{
    /// <summary>The limits of the whole job, over all of its runs. What is spent and in flight together never passes them.</summary>
    /// <value>The default value is no limit.</value>
    public BudgetLimits Budget { get; init; } = new();

    /// <summary>Items of the input, when that is known before it is read; for the forecasts.</summary>
    public long? ExpectedItems { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the engine and the loop log. Never a prompt, an answer or a key.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    // A budget of money or tokens limits the length of answers, which is part of what a call is. With one always there, a budget that is named, raised or
    // dropped later leaves the calls as they are, and none is bought twice.
    internal Budget BudgetAfter(string job, JobSpend spent)
    {
        Budget budget = new(
            Budget with
            {
                MaxCalls = Budget.MaxCalls is { } most ? (int)Math.Max(0, most - spent.Calls) : null,
                MaxTokens = Budget.MaxTokens ?? long.MaxValue,
            },
            Time)
        { Of = $"the job '{job}'" };
        budget.Book(spent.InputTokens + spent.OutputTokens, spent.CostUsd);
        return budget;
    }
}
