using Json.Schema;

namespace FusionOfN;

/// <summary>How a client's schema is made ready: with keywords that count, among itself only, and with an end.</summary>
internal sealed class SchemaBuild : BuildOptions
{
    // A subschema is made once, and once more for each reference that leads to or into it by an unknown keyword.
    private const int MaxSubschemas = 200_000;

    private int _subschemas;

    public SchemaBuild()
    {
        SchemaRegistry = new SchemaRegistry();
        DialectRegistry = SchemaDialects.Registry;
        Dialect = SchemaDialects.Draft202012;
    }

    /// <summary>Counts subschemas that are about to be made.</summary>
    /// <exception cref="SchemaProblemException">They are too many.</exception>
    public void Count(int subschemas)
    {
        _subschemas += subschemas;
        if (_subschemas > MaxSubschemas)
            throw new SchemaProblemException("its references lead to more than can be followed. Put what is used often under $defs, and refer to that.");
    }
}
