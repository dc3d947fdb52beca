namespace FusionOfN.Providers;

/// <summary>Why a batch was refused.</summary>
/// <param name="Code">The provider's code, such as <c>token_limit_exceeded</c>.</param>
/// <param name="Message">The provider's sentence.</param>
/// <param name="Line">The line of the file that is wrong, from 1; null when it is not one line.</param>
public sealed record BatchError(string Code, string Message, int? Line);
