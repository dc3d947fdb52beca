using static FusionOfN.Lab.NounTraits;

namespace FusionOfN.Lab;

/// <summary>The lexicon: 74 words, of which 15 are novel. Their forms stand in the grammar of each language.</summary>
internal static class Words
{
    private const bool Novel = true;
    private const bool Seen = false;

    public static IReadOnlyList<Noun> Nouns { get; } =
    [
        new("doctor", Adult, Seen),
        new("teacher", Adult, Seen),
        new("farmer", Adult, Novel),
        new("woman", Adult, Seen),
        new("man", Adult, Seen),
        new("queen", Adult, Seen),
        new("girl", Child, Seen),
        new("boy", Child, Seen),
        new("dog", Animal, Seen),
        new("cat", Animal, Novel),
        new("bird", Animal, Seen),
        new("horse", Animal, Seen),
        new("cow", Animal, Novel),
        new("apple", Food | Portable, Seen),
        new("cake", Food | Portable, Novel),
        new("egg", Food | Portable, Seen),
        new("book", Text | Portable, Seen),
        new("letter", Text | Portable | Openable, Seen),
        new("cup", Thing | Portable, Seen),
        new("key", Thing | Portable, Seen),
        new("hat", Thing | Portable, Seen),
        new("chair", Thing | Repairable | Bulky, Seen),
        new("mirror", Thing | Repairable | Bulky, Novel),
        new("picture", Thing | Portable | Bulky, Seen),
        new("box", Thing | Openable | Repairable | Bulky, Novel),
        new("flower", Flower | Portable, Seen),
        new("car", Thing | Openable | Repairable, Seen),
        new("bag", Thing | Openable | Repairable | Bulky | Portable, Seen),
    ];

    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        new("see", Animate, Anything, Seen),
        new("find", Animate, Anything, Seen),
        new("buy", Person, Goods, Seen),
        new("sell", Person, Goods, Seen),
        new("repair", Person, Repairable, Seen),
        new("eat", Animate, Food, Seen),
        new("read", Person, Text, Seen),
        new("write", Person, Text, Seen),
        new("carry", Person, Bulky, Seen),
        new("draw", Person, Anything, Novel),
        new("open", Person, Openable, Seen),
        new("hide", Animate, Portable, Novel),
        new("steal", Animate, Portable, Novel),
        new("call", Person, Animate, Seen),
    ];

    public static IReadOnlyList<Adjective> Adjectives { get; } =
    [
        new("small", Goods, Seen),
        new("big", Goods, Seen),
        new("old", Adult | Animal | Text | Thing, Seen),
        new("young", Person | Animal, Seen),
        new("new", Text | Thing, Seen),
        new("beautiful", Anything, Seen),
        new("happy", Animate, Seen),
        new("tired", Animate, Novel),
        new("clever", Animate, Seen),
        new("hungry", Animate, Seen),
        new("white", Animal | Thing | Flower, Seen),
        new("black", Animal | Text | Thing, Novel),
        new("red", Food | Text | Thing | Flower, Seen),
        new("heavy", Bulky, Novel),
    ];

    public static IReadOnlyList<Place> Places { get; } =
    [
        new("garden", Seen),
        new("park", Seen),
        new("school", Seen),
        new("kitchen", Novel),
        new("market", Seen),
        new("station", Seen),
        new("street", Seen),
        new("forest", Novel),
        new("beach", Seen),
        new("village", Seen),
    ];

    public static IReadOnlyList<Time> Times { get; } =
    [
        new("today", InPresent: true, InPast: true, Seen),
        new("morning", InPresent: true, InPast: true, Seen),
        new("evening", InPresent: true, InPast: true, Seen),
        new("every-day", InPresent: true, InPast: false, Seen),
        new("every-sunday", InPresent: true, InPast: false, Novel),
        new("yesterday", InPresent: false, InPast: true, Seen),
        new("last-week", InPresent: false, InPast: true, Seen),
        new("last-year", InPresent: false, InPast: true, Seen),
    ];

    /// <summary>All words of all classes.</summary>
    public static IReadOnlyList<Word> All { get; } = [.. Nouns, .. Verbs, .. Adjectives, .. Places, .. Times];
}
