namespace FusionOfN.Lab;

/// <summary>What can be asked about a country, in the order of the tables.</summary>
internal enum FactAspect
{
    Capital,
    Currency,
    Language,
    Continent,
    Domain,
    Dial,
}
