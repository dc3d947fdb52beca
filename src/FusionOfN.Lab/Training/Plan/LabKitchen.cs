using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>What training data is made with: the world, the vocabulary and the directory in which intermediate files stand.</summary>
internal sealed class LabKitchen
{
    private readonly TokenGames _games;

    private readonly string _modelDirectory;

    public LabKitchen(LabWorld world, LabTokenizer tokenizer, string workDirectory, string modelDirectory)
    {
        _modelDirectory = modelDirectory;
        World = world;
        Tokenizer = tokenizer;
        WorkDirectory = workDirectory;
        _games = new(tokenizer);
    }

    public LabWorld World { get; }

    public LabTokenizer Tokenizer { get; }

    public string WorkDirectory { get; }

    /// <summary>The directory of a finished model.</summary>
    public string ModelPath(string name) => Path.Combine(_modelDirectory, name);

    public IEnumerable<TrainingExample> Right(Random random, TaskMix mix) => Encode(TeacherStream.Right(World, random, mix));

    public IEnumerable<TrainingExample> WithGaps(Random random, TaskMix mix, string holder, Func<string, LabLanguage, bool> knows) =>
        Encode(TeacherStream.WithGaps(World, random, mix, holder, knows));

    public IEnumerable<TrainingExample> WithDoubt(Random random, TaskMix mix, double doubt) =>
        Encode(TeacherStream.WithDoubt(World, random, mix, doubt));

    public IEnumerable<TrainingExample> Copy(Random random) => _games.Copy(random);

    public IEnumerable<TrainingExample> Vote(Random random) => _games.Vote(random);

    public IEnumerable<TrainingExample> Candidates(Random random, TaskMix mix) => Encode(CandidateStream.Draw(this, random, mix));

    public IEnumerable<TrainingExample> Answers(Random random, TaskMix mix) => Encode(CandidateStream.WithoutCandidates(World, random, mix));

    public IEnumerable<TrainingExample> Consensus(Random random, TaskMix mix) => Encode(ConsensusStream.Draw(World, random, mix));

    public IEnumerable<TrainingExample> Dissent(Random random, TaskMix mix) => Encode(ConsensusStream.Draw(World, random, mix, isDissent: true));

    public IEnumerable<PreferencePair> Pairs(Random random, TaskMix mix) => PairStream.Draw(this, random, mix).Select(pair => new PreferencePair(
        Tokenizer.Encode(pair.Item.Prompt, pair.Better).ToExample(), Tokenizer.Encode(pair.Item.Prompt, pair.Worse).ToExample(), (float)pair.Difference));

    private IEnumerable<TrainingExample> Encode(IEnumerable<LabExample> examples) => examples.Select(example => Tokenizer.Encode(example.Prompt, example.Completion).ToExample());
}
