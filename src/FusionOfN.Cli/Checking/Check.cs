namespace FusionOfN.Cli;

/// <summary>One line of <c>fusion doctor</c>.</summary>
/// <param name="Kind">What was checked: configuration, endpoint, price, scorer or recipe.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">How it went.</param>
/// <param name="Detail">What was found and, when something is wrong, how to mend it.</param>
internal sealed record Check(string Kind, string Name, CheckStatus Status, string Detail);
