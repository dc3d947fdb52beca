using BenchmarkDotNet.Running;
using FusionOfN.Benchmarks;

if (args is ["answers", var path])
    AnswersRead.Print(path, Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
