using System.Text.Json;

namespace FusionOfN.Cli.Tests.Training;

public sealed class TrainCommandTests : IDisposable
{
    private const string Rows = """
        {"prompt":"Capital of Japan?","completion":"Tokyo."}
        {"messages":[{"role":"user","content":"Capital of Kenya?"},{"role":"assistant","content":"Nairobi."}]}
        {"prompt":"Столица России?","completion":"Москва."}

        """;

    private readonly CliSession _session = new CliSession().With("OPENAI_BASE_URL", "http://127.0.0.1:1").With("OPENAI_MODEL", "none");

    public TrainCommandTests()
    {
        TinyModel.Write(Path.Combine(_session.Folder, "base"));
        _session.Write("data.jsonl", Rows);
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("local:./student")]
    [InlineData("local:student")]
    public async Task Train_ThreeRows_TheStudentAnswersThroughAsk(string name)
    {
        CliResult train = await TrainAsync("student", "--epochs", "60", "--lr", "0.005");
        CliResult ask = await _session.RunAsync("ask", "--models", name, "-a", "first", "-n", "1", "--seed", "1", "--quiet", "Capital of Kenya?");

        Assert.Equal(0, train.ExitCode);
        Assert.Contains("student  training  step 1/60  loss", train.Error, StringComparison.Ordinal);
        Assert.Contains("tok/s", train.Error, StringComparison.Ordinal);
        Assert.Contains("fusion ask --models local:./student", train.Error, StringComparison.Ordinal);
        Assert.Contains("fusion train --data data.jsonl --base base --out student --epochs 60", _session.Read("student/README.md"), StringComparison.Ordinal);
        Assert.Contains("<svg", _session.Read("student/curve.svg"), StringComparison.Ordinal);
        Assert.Equal((0, "Nairobi.\n"), (ask.ExitCode, ask.Output));
    }

    [Fact]
    public async Task Train_ModelOfTheCatalog_CanBeTheBase()
    {
        Directory.CreateDirectory(Path.Combine(_session.Folder, "models", "acme"));
        Directory.Move(Path.Combine(_session.Folder, "base"), Path.Combine(_session.Folder, "models", "acme", "tiny"));
        _session.With("FUSION_MODELS", "models");

        CliResult result = await _session.RunAsync("train", "--data", "data.jsonl", "--base", "local:acme/tiny", "--out", "student");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("| base | tiny |", _session.Read("student/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_Json_TellsDataLossAndCurve()
    {
        CliResult result = await TrainAsync("student", "--json", "--held-out", "0.34", "--seed", "5");

        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(document.GetProperty("completed").GetBoolean());
        Assert.Equal(2, document.GetProperty("examples").GetInt32());
        Assert.Equal(1, document.GetProperty("held_out").GetProperty("rows").GetInt32());
        Assert.Equal(5, document.GetProperty("seed").GetInt32());
        Assert.Equal(document.GetProperty("steps").GetInt32(), document.GetProperty("curve").EnumerateArray().Last().GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Train_Interrupted_GoesOnToTheSameModel()
    {
        await TrainAsync("whole", "--epochs", "9", "--workers", "1");
        using CancellationTokenSource stop = new();
        using CliSession interrupted = new() { Time = new StoppingClock(stop, readings: 9) };
        CopyInputs(interrupted.Folder);
        string[] command = ["train", "--data", "data.jsonl", "--base", "base", "--out", "whole", "--epochs", "9", "--workers", "1", "--json"];

        CliResult first = await interrupted.RunAsync("", stop.Token, command);
        CliResult second = await interrupted.RunAsync(command);

        int done = JsonDocument.Parse(first.Output).RootElement.GetProperty("steps_done").GetInt32();
        Assert.Equal(130, first.ExitCode);
        Assert.InRange(done, 1, 8);
        Assert.Contains("the same command goes on", first.Error, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains($"step {done + 1}/9", second.Error, StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_session.Folder, "whole", "model.onnx"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(Path.Combine(interrupted.Folder, "whole", "model.onnx"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Train_BadRows_AreNamedAndCanBeLeftOut()
    {
        _session.Write("data.jsonl", Rows + "{\"prompt\":\"x\"}\nnonsense\n");

        CliResult refused = await TrainAsync("student");
        CliResult skipped = await TrainAsync("student", "--skip-bad-rows");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("line 4: completion is missing", refused.Error, StringComparison.Ordinal);
        Assert.Contains("line 5: is not JSON", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--skip-bad-rows", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, skipped.ExitCode);
        Assert.Contains("data.jsonl:4: completion is missing; a prompt needs its completion; left out", skipped.Error, StringComparison.Ordinal);
        Assert.True(_session.Exists("student/model.onnx"));
    }

    [Fact]
    public async Task Train_RateFarTooHigh_SaysThatItDiverged()
    {
        CliResult result = await TrainAsync("student", "--lr", "1e30");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("diverged", result.Error, StringComparison.Ordinal);
        Assert.False(_session.Exists("student/model.onnx"));
    }

    [Fact]
    public async Task Train_FinishedOutput_IsReplacedOnlyOnRestart()
    {
        await TrainAsync("student");

        CliResult again = await TrainAsync("student");
        CliResult restarted = await TrainAsync("student", "--restart");

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("--restart", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, restarted.ExitCode);
    }

    [Theory]
    [InlineData("there is no file none.jsonl", "--data", "none.jsonl", "--base", "base", "--out", "x")]
    [InlineData("no model folder nowhere", "--data", "data.jsonl", "--base", "nowhere", "--out", "x")]
    [InlineData("fusion models pull acme/none", "--data", "data.jsonl", "--base", "local:acme/none", "--out", "x")]
    [InlineData("student-base", "--data", "data.jsonl", "--base", "lab/student-base", "--out", "x")]
    [InlineData("has no config.json", "--data", "data.jsonl", "--base", ".", "--out", "x")]
    [InlineData("is the base itself", "--data", "data.jsonl", "--base", "base", "--out", "base", "--restart")]
    [InlineData("give one of them", "--data", "data.jsonl", "--base", "base", "--out", "x", "--epochs", "1", "--tokens", "9")]
    [InlineData("--epochs must be above 0", "--data", "data.jsonl", "--base", "base", "--out", "x", "--epochs", "0")]
    [InlineData("--held-out must be 0 or more and below 1", "--data", "data.jsonl", "--base", "base", "--out", "x", "--held-out", "1")]
    [InlineData("--base is needed", "--data", "data.jsonl", "--out", "x")]
    public async Task Train_WhatCannotBeDone_SaysWhy(string expected, params string[] args)
    {
        CliResult result = await _session.With("FUSION_MODELS", "models").RunAsync(["train", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(_session.Exists("x/model.onnx"));
    }

    private Task<CliResult> TrainAsync(string output, params string[] more) =>
        _session.RunAsync(["train", "--data", "data.jsonl", "--base", "base", "--out", output, .. more]);

    private void CopyInputs(string folder)
    {
        File.Copy(Path.Combine(_session.Folder, "data.jsonl"), Path.Combine(folder, "data.jsonl"));
        string target = Directory.CreateDirectory(Path.Combine(folder, "base")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(_session.Folder, "base")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    /// <summary>A clock that stops the command once it has been read so often, which is while the training reports.</summary>
    private sealed class StoppingClock(CancellationTokenSource stop, int readings) : TimeProvider
    {
        private int _read;

        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref _read) == readings)
                stop.Cancel();
            return base.GetTimestamp();
        }
    }
}
