namespace FusionOfN.Lab;

/// <summary>The classes of words: only words of one class can stand for each other.</summary>
internal enum WordClass
{
    Noun,
    Verb,
    Adjective,
    Place,
    Time,
}
