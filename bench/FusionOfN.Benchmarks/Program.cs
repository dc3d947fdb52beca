using BenchmarkDotNet.Running;
using FusionOfN.Benchmarks;

if (args is ["answers", var path])
    AnswersRead.Print(path, Console.Out);
else if (args is ["corpus"])
    CorpusSpeed.Print(Console.Out);
else if (args is ["coverage"])
    Coverage.Print(Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
