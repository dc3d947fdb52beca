// Replay: send the recorded candidates of an earlier run through other aggregators. Offline, no model is called.
// Make a receipt first: fusion ask "…" --record run.json
using FusionOfN;

if (args is not [var path])
{
    Console.Error.WriteLine("Usage: dotnet run -- run.json");
    return 2;
}

var receipt = ReceiptJson.Read(await File.ReadAllTextAsync(path));
Console.WriteLine($"Recorded: {receipt.Aggregator} over {receipt.Answered} of {receipt.Asked} candidates, {receipt.StartedAt:u}");
Console.WriteLine(receipt.Texts?.Answer);

foreach (var name in (string[])[AggregatorNames.First, AggregatorNames.MajorityVote, AggregatorNames.MinimumBayesRisk])
{
    FusionEngine engine = new(receipt.ReplayRecipe(Aggregators.Create(name, new AggregatorParts())));
    var outcome = await engine.CompleteAsync(receipt.ToReplay());
    Console.WriteLine($"\n{name}: candidate {outcome.Receipt.Selected}\n{outcome.Answer}");
}

return 0;
