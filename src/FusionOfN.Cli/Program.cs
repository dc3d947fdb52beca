using FusionOfN.Cli;

using StopSignal stop = new();
return await CommandLine.RunAsync(args, CliHost.ForProcess(stop), stop.Token);
