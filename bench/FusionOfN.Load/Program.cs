using System.CommandLine;
using FusionOfN.Load;

Option<int[]> levels = new("--concurrency")
{
    Description = "Requests in flight at once, one level after the other",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [1, 16, 64, 512],
};
Option<int> rounds = new("--rounds") { Description = "Turns that each side gets per level; the medians are reported", DefaultValueFactory = _ => 5 };
Option<int> requests = new("--requests") { Description = "Requests per turn, at least two for each in flight", DefaultValueFactory = _ => 200 };
Option<bool> apart = new("--apart") { Description = "The model server sends each chunk of an answer on its own, instead of the answer in one piece" };
Option<FileInfo?> against = new("--against") { Description = "The fusion.dll of another version, to be measured in place of the floor" };
RootCommand root = new("Measures the gateway's CPU time, latency and memory per fused request beside six bare HTTP calls to the same server.")
{
    levels, rounds, requests, apart, against,
};
root.SetAction((parse, cancellationToken) => new LoadRun(
    new LoadOptions(parse.GetValue(levels)!, parse.GetValue(rounds), parse.GetValue(requests), parse.GetValue(apart), parse.GetValue(against)?.FullName)).RunAsync(cancellationToken));

// The processes that the run starts beside itself, so that only what is measured counts.
Command upstream = new("upstream") { Hidden = true };
upstream.Add(apart);
upstream.SetAction((parse, cancellationToken) => Upstream.RunAsync(parse.GetValue(apart), cancellationToken));
Command floor = new("floor") { Hidden = true };
Argument<string> url = new("upstream");
floor.Add(url);
floor.SetAction((parse, cancellationToken) => Floor.RunAsync(new Uri(parse.GetRequiredValue(url)), cancellationToken));
root.Add(upstream);
root.Add(floor);
return await root.Parse(args).InvokeAsync();
