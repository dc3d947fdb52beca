using System.CommandLine;
using FusionOfN.Factory;

Option<int> items = new("--items") { Description = "Items of a job", DefaultValueFactory = _ => 2_000 };
Option<int> points = new("--points") { Description = "Random moments at which the job is killed", DefaultValueFactory = _ => 200 };
Option<int> rounds = new("--rounds") { Description = "Turns that each side gets; the medians are reported", DefaultValueFactory = _ => 3 };
Option<int> seed = new("--seed") { Description = "Seed of the random moments", DefaultValueFactory = _ => 1 };

RootCommand root = new("Measures the job engine: what an item costs beside six bare HTTP calls, what a kill costs, and how much memory a large job takes.");
Command throughput = new("throughput", "CPU per item at no latency, and calls per second at 512 in flight with a latency of 200 ms (log-normal), beside a bare HttpClient") { items, rounds };
throughput.SetAction((parse, cancellationToken) => ThroughputRun.RunAsync(parse.GetValue(items), parse.GetValue(rounds), cancellationToken));
Command kill = new("kill", "Kills a job at random moments and compares its rows with those of an undisturbed one, byte for byte") { points, items, seed };
kill.SetAction((parse, cancellationToken) => KillRun.RunAsync(parse.GetValue(points), parse.GetValue(items), parse.GetValue(seed), cancellationToken));
Command large = new("large", "Memory, size on disk and resume of a large job, against a server without latency") { items };
large.SetAction((parse, cancellationToken) => LargeRun.RunAsync(parse.GetValue(items), cancellationToken));
Option<int> jobs = new("--jobs") { Description = "Simulated jobs for each shape of cost", DefaultValueFactory = _ => 2_000 };
Option<int> drawn = new("--pilot") { Description = "Items of a pilot", DefaultValueFactory = _ => 20 };
Command pilot = new("pilot", "How often the interval of 'fusion synth plan --pilot' covers what a simulated job costs") { jobs, drawn, items, seed };
pilot.SetAction(parse => PilotRun.Run(parse.GetValue(jobs), parse.GetValue(drawn), parse.GetValue(items), parse.GetValue(seed)));
root.Add(pilot);
root.Add(throughput);
root.Add(kill);
root.Add(large);

// The processes that the runs start beside themselves, so that only what is measured counts.
Option<double> median = new("--median-ms") { Hidden = true };
Argument<string> url = new("upstream");
Argument<string> folder = new("folder");
Option<int> concurrency = new("--concurrency") { Hidden = true, DefaultValueFactory = _ => 64 };
Option<int> warmUp = new("--warm-up") { Hidden = true };
Command upstream = new("upstream") { Hidden = true };
upstream.Add(median);
upstream.SetAction((parse, cancellationToken) => Upstream.RunAsync(parse.GetValue(median), cancellationToken));
Command driver = new("driver") { Hidden = true };
driver.Add(url);
driver.Add(items);
driver.Add(concurrency);
driver.Add(warmUp);
driver.SetAction((parse, cancellationToken) => Driver.RunAsync(
    new Uri(parse.GetRequiredValue(url)), parse.GetValue(items), parse.GetValue(concurrency), parse.GetValue(warmUp), cancellationToken));
Command job = new("job") { Hidden = true };
job.Add(url);
job.Add(folder);
job.Add(items);
job.Add(concurrency);
job.Add(warmUp);
job.SetAction((parse, cancellationToken) => JobProcess.RunAsync(
    new Uri(parse.GetRequiredValue(url)), parse.GetRequiredValue(folder), parse.GetValue(items), parse.GetValue(concurrency), parse.GetValue(warmUp), cancellationToken));
root.Add(upstream);
root.Add(driver);
root.Add(job);
return await root.Parse(args).InvokeAsync();
