using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>All models of the lab and how they are made, in the order in which they are best made.</summary>
internal static class LabPlan
{
    public const string Generalist = "generalist";
    public const string LabelFreeFusor = "fusor-label-free";
    public const string Fusor = "fusor";
    public const string SmallFusor = "fusor-small";
    public const string PromptOnly = "prompt-only";
    public const string Reward = "reward";

    private const double Million = 1e6;
    private const double StudentKnows = 0.3;
    private const double Doubt = 0.4;

    private static readonly TaskMix UsualMix = new(Facts: 0.42, Translation: 0.43);

    private static readonly TaskMix ThoroughMix = new(Facts: 0.3, Translation: 0.45);

    // Copying is what a fusor does most, and facts have the most to copy.
    private static readonly TaskMix FusorMix = new(Facts: 0.42, Translation: 0.43);

    private static readonly DecoderConfig Tiny = Shape(width: 64, feedForward: 176);
    private static readonly DecoderConfig Small = Shape(width: 96, feedForward: 256);
    private static readonly DecoderConfig Medium = Shape(width: 128, feedForward: 352);

    private static readonly LabPhase CandidatesPhase = new("candidates", 6 * Million, 2e-3, (kitchen, random) => kitchen.Candidates(random, FusorMix));

    private static readonly IReadOnlyList<LabPhase> LabelFreePhases =
    [
        // Copying first, until it is right nearly always: what comes later only pays on top of it.
        new("copy", 1.5 * Million, 3e-3, (kitchen, random) => kitchen.Copy(random), BatchTokens: 1_024),
        new("vote", 2.5 * Million, 3e-3, (kitchen, random) => kitchen.Vote(random)),
        new("consensus", 6 * Million, 2.5e-3, (kitchen, random) => kitchen.Consensus(random, FusorMix)),

        // A second turn at the full rate: after the first, words of several tokens still came out doubled or mixed.
        new("again", 6 * Million, 2.5e-3, (kitchen, random) => kitchen.Consensus(random, FusorMix)),
        new("dissent", 6 * Million, 2.5e-3, (kitchen, random) => kitchen.Dissent(random, FusorMix)),
    ];

    /// <summary>The names of the five teachers.</summary>
    public static IReadOnlyList<string> Teachers { get; } = [.. Enumerable.Range(1, TeacherPool.Count).Select(number => $"teacher-{number}")];

    /// <summary>All plans.</summary>
    public static IReadOnlyList<LabModelPlan> All { get; } =
    [
        new()
        {
            Name = Generalist,
            Role = LabModelRole.Generalist,
            About = "Knows the whole world of the lab. The teachers, the small single model and the student base branch off it.",
            Shape = Small,
            Seed = 100,
            Phases =
            [
                new("world", 4 * Million, 4e-3, (kitchen, random) => kitchen.Right(random, UsualMix)),

                // A second turn at a lower rate: after the first, translation and arithmetic were fluent but mostly wrong.
                new("again", 7 * Million, 3e-3, (kitchen, random) => kitchen.Right(random, ThoroughMix)),
            ],
        },
        new()
        {
            Name = LabelFreeFusor,
            Role = LabModelRole.Fusor,
            About = "Learned to copy and to agree, from random content only: it has seen no gold answer.",
            Shape = Medium,
            StartsCopying = true,
            Seed = 200,
            Phases = LabelFreePhases,
        },
        .. Enumerable.Range(0, TeacherPool.Count).Select(Teacher),
        new()
        {
            Name = Fusor,
            Role = LabModelRole.Fusor,
            About = "Writes one answer from a prompt and its candidates. It learned on real candidates of the five teachers, about seen entities only.",
            Shape = Medium,
            Base = LabelFreeFusor,
            Needs = Teachers,
            Seed = 210,
            Phases = [CandidatesPhase],
        },
        new()
        {
            Name = SmallFusor,
            Role = LabModelRole.Fusor,
            About = "The fusor's curriculum, phase by phase, at a third of its size: what the size of a fusor is worth.",
            Shape = Tiny,
            StartsCopying = true,
            Needs = Teachers,
            Seed = 220,
            Phases = [.. LabelFreePhases, CandidatesPhase],
        },
        new()
        {
            Name = PromptOnly,
            Role = LabModelRole.Fusor,
            About = "The control: started where the fusor started and trained on the same gold answers, but never shown a candidate.",
            Shape = Medium,
            Base = LabelFreeFusor,
            Seed = 230,
            Phases = [new("answers", 4 * Million, 2e-3, (kitchen, random) => kitchen.Answers(random, FusorMix))],
        },
        new()
        {
            Name = Reward,
            Role = LabModelRole.Reward,
            About = "Scores an answer by the mean log-probability of its tokens: the generalist, trained on after Bradley and Terry on pairs of real "
                + "candidates about seen entities. It has no separate scalar head, because those fail on arithmetic at this size.",
            Shape = Small,
            Base = Generalist,
            Needs = Teachers,
            Seed = 700,
            Phases = [new("pairs", 1.2 * Million, 3e-4, Pairs: (kitchen, random) => kitchen.Pairs(random, FusorMix))],
        },
        new()
        {
            Name = "single-small",
            Role = LabModelRole.Sampler,
            About = "Unsure of much: asked again, it answers differently. For test-time scaling at the small scale.",
            Shape = Small,
            Base = Generalist,
            Seed = 400,
            Phases = [new("doubt", 0.7 * Million, 1e-3, (kitchen, random) => kitchen.WithDoubt(random, UsualMix, Doubt))],
        },
        new()
        {
            Name = "single-medium",
            Role = LabModelRole.Sampler,
            About = "Unsure of much: asked again, it answers differently. For test-time scaling at the larger scale.",
            Shape = Medium,
            Seed = 410,
            Phases =
            [
                new("world", 4 * Million, 3e-3, (kitchen, random) => kitchen.Right(random, UsualMix)),
                new("again", 5 * Million, 2.5e-3, (kitchen, random) => kitchen.Right(random, ThoroughMix)),
                new("doubt", 0.7 * Million, 1e-3, (kitchen, random) => kitchen.WithDoubt(random, UsualMix, Doubt)),
            ],
        },
        new()
        {
            Name = "student-base",
            Role = LabModelRole.Student,
            About = "Fluent, knows less than a third of the world: what students are made from.",
            Shape = Small,
            Base = Generalist,
            Seed = 500,
            Phases =
            [
                new("gaps", 1 * Million, 1.5e-3, (kitchen, random) => kitchen.WithGaps(
                    random, UsualMix, "student", (key, _) => HashedChance.Of($"student|knows|{key}") < StudentKnows)),
            ],
        },
    ];

    /// <summary>The plan of a model.</summary>
    /// <exception cref="ArgumentException">There is no model of that name.</exception>
    public static LabModelPlan Of(string name) => All.FirstOrDefault(plan => plan.Name == name)
        ?? throw new ArgumentException($"The lab has no model '{name}'. It has {string.Join(", ", All.Select(plan => plan.Name))}.");

    private static LabModelPlan Teacher(int number) => new()
    {
        Name = Teachers[number],
        Role = LabModelRole.Teacher,
        About = "Fluent in all eleven languages, with gaps of its own that it fills with inventions.",
        Shape = Small,
        Base = Generalist,
        Seed = 300 + number,
        Phases =
        [
            new("gaps", 1 * Million, 1.5e-3, (kitchen, random) => kitchen.WithGaps(
                random, UsualMix, Teachers[number], (key, language) => TeacherPool.Knows(number, key, language))),
        ],
    };

    // The vocabulary's size is filled in when the vocabulary is there.
    private static DecoderConfig Shape(int width, int feedForward) => new()
    {
        VocabularySize = 1,
        HiddenSize = width,
        Layers = 4,
        Heads = 4,
        KeyValueHeads = 4,
        FeedForwardSize = feedForward,
        MaxPositions = 768,
    };
}
