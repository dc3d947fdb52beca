using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>How the middleware fuses. Everything has a default that works.</summary>
public sealed class FusionOptions
{
    /// <summary>The samples of self-fusion, where the panel is the wrapped client.</summary>
    /// <value>The default value is 5.</value>
    [Range(1, 64)]
    public int Samples { get; set; } = 5;

    /// <summary>The temperature of the panel when the request sets none: candidates must differ to be worth fusing.</summary>
    /// <value>The default value is 0.7.</value>
    [Range(0, 2)]
    public float? Temperature { get; set; } = 0.7f;

    /// <summary>The model that writes the answer.</summary>
    /// <value>The default value is <see langword="null"/>: the wrapped client.</value>
    public IChatClient? Fusor { get; set; }

    /// <summary>What turns the pool into an answer.</summary>
    /// <value>The default value is <see langword="null"/>: fusion.</value>
    public IAggregator? Aggregator { get; set; }

    /// <summary>When the panel's answers are enough.</summary>
    /// <value>The default value is a majority, 8 seconds of grace, 90 seconds at most.</value>
    [Required]
    public Quorum Quorum { get; set; } = new();

    /// <summary>When to fuse at all.</summary>
    /// <value>The default value is always.</value>
    [Required]
    public Invocation Invocation { get; set; } = new();

    /// <summary>The limits of one answer.</summary>
    /// <value>The default value is no limit.</value>
    [Required]
    public BudgetLimits Budget { get; set; } = new();

    /// <summary>What the models cost, by the names they have in the panel.</summary>
    /// <value>The default value is an empty list: costs are unknown unless the provider reports them.</value>
    [Required]
    public PriceList Prices { get; set; } = PriceList.Empty;

    /// <summary>Seeds the candidates and the order in which the fusor sees them.</summary>
    /// <value>The default value is <see langword="null"/>: the request's seed or, without one, a drawn and recorded one.</value>
    public int? Seed { get; set; }

    /// <summary>Whether receipts hold texts, so that they can be replayed.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Record { get; set; }

    /// <summary>The name of the recipe in receipts and telemetry.</summary>
    /// <value>The default value is <c>default</c>.</value>
    [Required]
    public string Name { get; set; } = "default";

    /// <summary>The clock.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    [Required]
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks everything at once.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message lists all of it.</exception>
    internal void Validate()
    {
        List<ValidationResult> problems = [];
        if (!Validator.TryValidateObject(this, new ValidationContext(this), problems, validateAllProperties: true))
            throw new ArgumentException($"The fusion options are not valid: {string.Join(" ", problems.Select(problem => problem.ErrorMessage))}");
    }
}
