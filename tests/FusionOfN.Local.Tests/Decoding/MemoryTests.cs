using System.Diagnostics;

namespace FusionOfN.Local.Tests;

/// <summary>Alone in the process, because all that others allocate would count.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public async Task Generate_AThousandTimes_KeepsTheMemoryItHas()
    {
        using var model = TestModel.Create();
        int[] prompt = [.. Enumerable.Range(3, 120)];
        GenerationOptions options = new() { MaxTokens = 8, IgnoreEnd = true };
        (long Native, long Managed) settled = default;
        for (var i = 0; i < 1_000; i++)
        {
            if (i == 200)
                settled = Held();

            // Every length comes in the first 200: what is seen after that is growth, not a buffer's first use.
            TokenPrompt one = new(prompt[..(20 + (i * 37 % 100))], [.. Enumerable.Range(0, 5).Select(k => (long)(i + k))]);
            await model.Model.GenerateBatchAsync([one], options, TestContext.Current.CancellationToken);
        }

        // Code that is compiled late takes a few. The logits of each step, forgotten, would be 77 MB, the cache of each generation 400 MB.
        var end = Held();
        Assert.True(end.Native - settled.Native < 32_000_000, $"native: {settled.Native / 1e6:0.0} MB after 200 generations, {end.Native / 1e6:0.0} MB after 1,000.");
        Assert.True(end.Managed - settled.Managed < 1_000_000, $"managed: {settled.Managed / 1e6:0.0} MB after 200 generations, {end.Managed / 1e6:0.0} MB after 1,000.");
    }

    /// <summary>What is resident beside the managed heap, whose size is the collector's choice, and what lives on that heap.</summary>
    private static (long Native, long Managed) Held()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes, managed);
    }
}
