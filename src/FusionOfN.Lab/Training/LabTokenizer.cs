using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>The one vocabulary of all the lab's models.</summary>
internal sealed class LabTokenizer
{
    public const string FileName = "tokenizer.json";

    // Large enough that the names of the world are one to three tokens in every script, small enough for a model of half a million weights.
    private const int VocabularySize = 3_072;
    private const int LongestToken = 24;
    private const int CorpusItems = 60_000;
    private const int Seed = 11;

    // Digits stand alone, so that 12 is read as 1 and 2 whatever comes before it.
    private const string Pattern = @" ?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+|\s";

    private readonly ModelTokenizer _tokenizer;
    private readonly int _user;
    private readonly int _assistant;
    private readonly int _end;

    private LabTokenizer(ModelTokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        _user = Control(LabFormat.User);
        _assistant = Control(LabFormat.Assistant);
        _end = Control(LabFormat.End);
        CandidatePrefix = [.. tokenizer.Encode(LabFormat.CandidatePrefix)];
        FusionCue = [.. tokenizer.Encode(LabFormat.FusionCue)];
    }

    /// <summary>The number of ids.</summary>
    public int Count => _tokenizer.VocabularySize;

    /// <summary>The tokens before each candidate.</summary>
    public IReadOnlyList<int> CandidatePrefix { get; }

    /// <summary>The tokens behind the last candidate.</summary>
    public IReadOnlyList<int> FusionCue { get; }

    /// <summary>Reads a vocabulary.</summary>
    /// <param name="path">The path of a <c>tokenizer.json</c> that <see cref="TrainJson"/> made.</param>
    public static LabTokenizer Load(string path) => new(ModelTokenizer.Load(path));

    /// <summary>Learns the vocabulary from teachers' prompts and answers, which test prompts are not among.</summary>
    /// <param name="world">The world.</param>
    /// <returns>The text of a <c>tokenizer.json</c>.</returns>
    public static string TrainJson(LabWorld world) => BpeTrainer.Train(Corpus(world), new()
    {
        VocabularySize = VocabularySize,
        SpecialTokens = LabFormat.ControlTokens,
        MaxTokenBytes = LongestToken,
        Pattern = Pattern,
    }).ToTokenizerJson();

    /// <summary>One turn in the lab's format.</summary>
    public LabSequence Turn(IReadOnlyList<int> prompt, IReadOnlyList<int> completion) =>
        new([_user, .. prompt, _assistant, .. completion, _end], prompt.Count + 2);

    /// <summary>A prompt and its answer in the lab's format.</summary>
    public LabSequence Encode(string prompt, string completion) => Turn(_tokenizer.Encode(prompt), _tokenizer.Encode(completion));

    private static IEnumerable<string> Corpus(LabWorld world)
    {
        TaskMix mix = new(Facts: 0.45, Translation: 0.45);
        foreach (LabExample example in TeacherStream.Right(world, new(Seed), mix).Take(CorpusItems))
        {
            yield return example.Prompt;
            yield return LabFormat.Fusing("", [example.Completion]);
        }
    }

    private int Control(string token) =>
        _tokenizer.FindAdded(token) ?? throw new InvalidDataException($"The lab's vocabulary has no control token {token}.");
}
