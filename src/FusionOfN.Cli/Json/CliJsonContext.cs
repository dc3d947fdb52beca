using System.Text.Json;
using System.Text.Json.Serialization;
using FusionOfN.Configuration;
using FusionOfN.Evaluation;
using FusionOfN.Jobs;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>The JSON that <c>fusion</c> reads and writes; use it through <see cref="CliJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FuseRecord))]
[JsonSerializable(typeof(FuseSummary))]
[JsonSerializable(typeof(AskDocument))]
[JsonSerializable(typeof(CompareDocument))]
[JsonSerializable(typeof(FusionAnalysis))]
[JsonSerializable(typeof(RecipeSummary[]))]
[JsonSerializable(typeof(ModelSummary[]))]
[JsonSerializable(typeof(LocalModelEntry[]))]
[JsonSerializable(typeof(Check[]))]
[JsonSerializable(typeof(LabPromptDocument[]))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(KeyDocument[]))]
[JsonSerializable(typeof(TrainDocument))]
[JsonSerializable(typeof(RunEstimate))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(SynthJobDocument))]
[JsonSerializable(typeof(SynthPlanDocument))]
[JsonSerializable(typeof(SynthEvent))]
[JsonSerializable(typeof(SynthVerifyDocument))]
[JsonSerializable(typeof(SynthRetryDocument))]
[JsonSerializable(typeof(FusionOfN.Synthesis.DataSetReport))]
[JsonSerializable(typeof(JobSummary))]
[JsonSerializable(typeof(BenchScoreDocument))]
[JsonSerializable(typeof(AlpacaEvalResult))]
[JsonSerializable(typeof(MgsmResult))]
[JsonSerializable(typeof(ImportedScores))]
[JsonSerializable(typeof(ArenaHardResult))]
[JsonSerializable(typeof(AnswerLine))]
[JsonSerializable(typeof(StoreStatsDocument))]
[JsonSerializable(typeof(StorePruneDocument))]
[JsonSerializable(typeof(PushDocument))]
[JsonSerializable(typeof(TuneState))]
[JsonSerializable(typeof(StudentsDocument))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
