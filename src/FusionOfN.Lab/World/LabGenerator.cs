namespace FusionOfN.Lab;

/// <summary>Makes and scores the items of one kind of task. Everything is a pure function of the seeded <see cref="Random"/> passed in.</summary>
/// <remarks>
/// <para>To add a task: add a member to <see cref="LabTask"/>, derive from this class in a folder of its own under <c>World</c>, and list the
/// generator in <see cref="LabWorld"/>. The rules that make a task usable for the lab:</para>
/// <list type="bullet">
/// <item>The content key names what is asked, not how: no language, no order. One content, one split.</item>
/// <item>Every part of an answer has a knowledge key, so that teachers can be given gaps; about a third of the keys that name entities or words
/// are novel (<see cref="IsNovel"/>).</item>
/// <item><see cref="Confuse"/> gives a teacher wrong beliefs in place of what it is not to know.</item>
/// <item><see cref="Scramble"/> and <see cref="Corrupt"/> produce text of the same shape without using what is right: the fusor's label-free
/// curriculum is made of them.</item>
/// <item>A gold answer scores 1 and exact; its tests and the leak check walk over every generator, so a new one is covered by being listed.</item>
/// </list>
/// </remarks>
internal abstract class LabGenerator
{
    /// <summary>The kind of task.</summary>
    public abstract LabTask Task { get; }

    /// <summary>All keys of knowledge that its parts can need.</summary>
    public abstract IReadOnlyList<string> KnowledgeKeys { get; }

    /// <summary>Whether a key belongs to the novel hold-out.</summary>
    /// <param name="key">One of <see cref="KnowledgeKeys"/>.</param>
    /// <returns>Whether supervised fusor and reward-model data must not contain it.</returns>
    public abstract bool IsNovel(string key);

    /// <summary>Draws an item.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="draw">What is wanted.</param>
    /// <returns>An item of the wanted split and language.</returns>
    /// <exception cref="InvalidOperationException">Nothing fits, for example because too little is known.</exception>
    public abstract LabItem Draw(Random random, LabDraw draw);

    /// <summary>
    /// Draws an item whose <see cref="LabItem.Gold"/> has the right form and random content that does not answer the prompt: wrong facts about the
    /// country, the translation of an unrelated sentence, wrong sums. Its parts hold that random content.
    /// </summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="draw">What is wanted; the knowledge filter applies to the prompt only.</param>
    /// <returns>An item for the label-free curriculum.</returns>
    public abstract LabItem Scramble(Random random, LabDraw draw);

    /// <summary>The answer of an item with some of its parts replaced by other values of the same kind, grammatically sound.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="item">An item from <see cref="Draw"/> or <see cref="Scramble"/> of this generator.</param>
    /// <param name="rate">The probability, 0 to 1, that a part is replaced; with 1 every part differs.</param>
    /// <returns>The text of the changed answer.</returns>
    public abstract string Corrupt(Random random, LabItem item, double rate);

    /// <summary>
    /// The answer as somebody gives it who does not know all that it takes and invents the rest: fluent, wrong in the parts not known, and always the same.
    /// Teachers get their gaps from it.
    /// </summary>
    /// <param name="item">An item of this generator.</param>
    /// <param name="holder">Who answers; different holders invent different things.</param>
    /// <param name="knows">Whether the holder knows a key of <see cref="KnowledgeKeys"/>.</param>
    /// <returns>The text of the answer.</returns>
    public abstract string Confuse(LabItem item, string holder, Func<string, bool> knows);

    /// <summary>Scores an answer, robust to the order of its parts and to the space around it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="answer">The answer to it.</param>
    /// <returns>The score.</returns>
    public abstract LabScore Score(LabItem item, string answer);
}
