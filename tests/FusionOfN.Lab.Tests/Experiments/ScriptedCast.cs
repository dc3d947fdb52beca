using FusionOfN.Testing;

namespace FusionOfN.Lab.Tests.Experiments;

/// <summary>
/// A cast behind scripted clients: teachers who get each part right with even odds, by the seed of the call; a fusor that is perfect with the right
/// candidates, except in arithmetic, where it is always wrong.
/// </summary>
internal sealed class ScriptedCast
{
    private const int Teachers = 5;

    private readonly LabWorld _world = new();
    private readonly Dictionary<string, TestItem> _items;

    public ScriptedCast(LabRunOptions options, string fusorFingerprint = "fusor-1")
    {
        _items = TestItems.Draw(_world, TestColumn.Of(options.Tasks), options.Languages, options.PerCell, options.Seed, options.Split)
            .GroupBy(item => item.Item.Prompt)
            .ToDictionary(group => group.Key, group => group.First());
        Clients = [.. Enumerable.Range(1, Teachers).Select(number => new ScriptedChatClient(model: $"teacher-{number}") { OnCall = Teach })];
        Fusor = new(model: "fusor") { OnCall = Fuse };
        Cast = new()
        {
            Teachers = [.. Clients.Select(client => new CastModel(new ChatModel(client.Metadata.DefaultModelId!, client), "teacher"))],
            Singles = [new(new ChatModel("single-small", new ScriptedChatClient(model: "single-small") { OnCall = Teach }), "single")],
            Fusor = new(new ChatModel("fusor", Fusor), fusorFingerprint),
            Reward = new(new AgreementScorer(), "reward", "agreement with the other candidates"),
        };
    }

    public LabCast Cast { get; }

    public IReadOnlyList<ScriptedChatClient> Clients { get; }

    public ScriptedChatClient Fusor { get; }

    public int Calls => Clients.Sum(client => client.Calls.Count) + Fusor.Calls.Count;

    private ScriptedReply Teach(ScriptedCall call)
    {
        TestItem item = _items[call.LastText];
        return _world[item.Column.Task].Corrupt(new Random((int)(call.Options?.Seed ?? 0)), item.Item, rate: 0.5);
    }

    private ScriptedReply Fuse(ScriptedCall call)
    {
        int end = call.LastText.IndexOf(LabFormat.CandidatePrefix, StringComparison.Ordinal);
        if (end < 0)
            return "?";
        TestItem item = _items[call.LastText[..end]];
        return item.Column.Task == LabTask.Reasoning ? "The answer is 99." : item.Item.Gold;
    }
}
