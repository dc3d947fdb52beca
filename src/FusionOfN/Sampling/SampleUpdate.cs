using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>A piece of one of several samples drawn together.</summary>
/// <param name="Sample">Index of the sample within its batch, from 0.</param>
/// <param name="Update">The piece.</param>
public readonly record struct SampleUpdate(int Sample, ChatResponseUpdate Update);
