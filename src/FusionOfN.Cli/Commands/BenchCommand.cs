namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion bench</c>: what answers are worth.</summary>
internal static class BenchCommand
{
    public static CliCommand Create(CliHost host)
    {
        CliCommand command = new(
            "bench",
            "Score answers, and read the results of other tools, with intervals and paired tests.",
            "fusion bench score answers.jsonl --metric chrF2++,BLEU",
            "fusion bench score ours.txt theirs.txt --ref reference.txt --paired bs")
        {
            BenchScoreCommand.Create(host),
            BenchImportCommand.Create(host),
        };
        return command;
    }
}
