namespace FusionOfN.Evaluation;

/// <summary>What the graders of MGSM make of a file of responses, side by side.</summary>
/// <param name="Rows">How many responses there are.</param>
/// <param name="Scores">What each grader gives.</param>
/// <param name="Disagreements">Where two of them differ.</param>
public sealed record MgsmResult(int Rows, IReadOnlyList<MgsmScore> Scores, IReadOnlyList<MgsmDisagreement> Disagreements);

/// <summary>What a grader gives.</summary>
/// <param name="Metric">The grader's name, for example <c>mgsm:robust</c>.</param>
/// <param name="Score">The share of right answers, 0 to 100.</param>
/// <param name="Correct">How many are right.</param>
/// <param name="Signature">The grader and the languages.</param>
/// <param name="Interval">The 95 % interval of the score: questions resampled, languages of the same question together.</param>
/// <param name="Languages">The score by language.</param>
public sealed record MgsmScore(string Metric, double Score, int Correct, string Signature, Interval Interval, IReadOnlyDictionary<string, double> Languages);

/// <summary>Where two graders differ.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="OnlyFirst">Responses that only the first calls right.</param>
/// <param name="OnlySecond">Responses that only the second calls right.</param>
/// <param name="Examples">The numbers of the first of these rows, from 1.</param>
public sealed record MgsmDisagreement(string First, string Second, int OnlyFirst, int OnlySecond, IReadOnlyList<int> Examples);
