namespace FusionOfN.Cli.Tests.Options;

/// <summary>What people mistype, and pipes beside prompts: nothing typed or piped is taken for something else, or dropped.</summary>
public sealed class TypedWordsTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        ShellProcess.Require();
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _session.Dispose();
    }

    [Theory]
    [InlineData("fusion ask --quite Q", "did you mean '--quiet'?")]
    [InlineData("fusion ask --quite", "did you mean '--quiet'?")]
    [InlineData("echo text | fusion ask --quite", "did you mean '--quiet'?")]
    [InlineData("fusion ask Q --bugdet=1", "did you mean '--budget'?")]
    [InlineData("fusion ask Q --system --quite", "there is no option '--quite'")]
    [InlineData("fusion compare -z Q", "there is no option '-z'")]
    [InlineData("fusion ask '- first point'", "stands behind --")]
    [InlineData("fusion fuse --restrat", "did you mean '--restart'?")]
    [InlineData("fusion ask Q --budget 1,5", "Decimals stand after a point")]
    [InlineData("fusion ask Q --budget 1,000", "Decimals stand after a point")]
    [InlineData("fusion keys add me --max-cost-per-day 1,5", "Decimals stand after a point")]
    [InlineData("fusion train -d a -b b -o c --lr 0,001", "Decimals stand after a point")]
    [InlineData("fusion lab train --scale 1,5", "Decimals stand after a point")]
    [InlineData("fusion ask What is this", "there is no place for 'is': <prompt> is one word. Put it in quotes")]
    [InlineData("fusion ask -- -x -q", "options stand before --")]
    [InlineData("fusion replay a.json b.json", "there is no place for 'b.json'")]
    [InlineData("fusion ask Q -n many", "--n must be a whole number, but it is 'many'")]
    [InlineData("fusion serve --log xml", "--log must be text or json, but it is 'xml'")]
    [InlineData("fusion ask Q --seed 99999999999", "--seed must be a whole number")]
    [InlineData("fusion serve --log 1", "--log must be text or json, but it is '1'")]
    [InlineData("fusion completion pwsh", "<shell> must be bash, zsh, fish or powershell, but it is 'pwsh'; did you mean 'powershell'?")]
    [InlineData("fusion lab prompts --task fact", "--task must be facts, translation or reasoning, but it is 'fact'; did you mean 'facts'?")]
    [InlineData("fusion lab run --languages en,xx", "--languages must be en, fr, de, es, ru, it, pt, ja, ko, zh or ar, but it is 'xx'.")]
    [InlineData("fusion lab train --only teachr-1", "did you mean 'teacher-1'?")]
    [InlineData("fusion ask Q --log textz", "--log must be off, receipts or texts, but it is 'textz'; did you mean 'texts'?")]
    [InlineData("fusion ask Q --show receipt,prov", "but it is 'prov'; did you mean 'provenance'?")]
    [InlineData("fusion compare Q -a fusion,mbr", "but it is 'mbr'; did you mean 'minimum-bayes-risk'?")]
    [InlineData("fusion ask Q -n", "-n needs a value behind it")]
    [InlineData("fusion ask Q -n 1 -n 2", "-n takes one value, but 2 are given")]
    [InlineData("fusion ask Q --json=maybe", "--json takes no value")]
    [InlineData("fusion lab run --students perhaps", "--students is true or false")]
    [InlineData("fusion synth --out job", "--out is an option of 'fusion synth plan', 'fusion synth run'")]
    [InlineData("fusion lab --quick", "--quick is an option of 'fusion lab run'")]
    [InlineData("fusion logs --jsn", "there is no option '--jsn'; did you mean '--json'?")]
    [InlineData("fusion models --n", "there is no option '--n'")]
    [InlineData("fusion compare --file prompts.jsonl", "prompts.jsonl is a list of prompts")]
    [InlineData("fusion keys", "'fusion keys' needs one of its commands: add, list, revoke")]
    [InlineData("fusion replay", "'fusion replay' needs <receipt>: ")]
    [InlineData("fusion train -b a -o b", "--data is needed: The conversations")]
    public async Task Words_Mistyped_AreRefusedUnpaid(string command, string said)
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, command);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("`", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("rgument", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\t", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Theory]
    [InlineData("fusion ask -q -- '--quite a question'", "--quite a question")]
    [InlineData("fusion ask -q -- -5", "-5")]
    [InlineData("echo 'a diff' | fusion ask -q 'Write a message'", "Write a message\n\na diff")]
    [InlineData("echo 'a diff' | fusion ask -q --file prompt.txt", "From the file\n\na diff")]
    [InlineData("echo 'a diff' | fusion ask -q", "a diff")]
    [InlineData("echo 'a diff' | fusion ask -q -", "a diff")]
    [InlineData("fusion ask -q Q </dev/null", "Q")]
    [InlineData("fusion ask -q Q <&-", "Q")]
    public async Task Prompt_TypedAndPiped_IsAsked(string command, string asked)
    {
        _session.Write("prompt.txt", "From the file\n");

        CliResult result = await ShellProcess.RunAsync(_session.Folder, command);

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Equal(asked, (string?)_server.Upstream.Requests[0].Json["messages"]!.AsArray()[^1]!["content"]);
    }

    [Theory]
    [InlineData("fusion ask -q </dev/null", "standard input ended without a text")]
    [InlineData("fusion ask -q ''", "the argument has no text in it")]
    [InlineData("fusion ask -q --file empty.txt", "empty.txt has no text in it")]
    [InlineData("fusion ask -q --file home", "home is a folder")]
    [InlineData("echo text | fusion ask -q --chat chat.json", "beside --chat")]
    public async Task Prompt_EmptyOrNoPlaceForIt_SaysWhy(string command, string said)
    {
        _session.Write("empty.txt", "\n");
        _session.Write("chat.json", """[{"role":"user","content":"Q"}]""");

        CliResult result = await ShellProcess.RunAsync(_session.Folder, command);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }
}
