namespace FusionOfN.Configuration;

/// <summary>A scalar. Only a plain one (without quotes) can be a number, a truth value or nothing.</summary>
internal sealed record YamlScalar(Place Place, string Text, bool IsPlain) : YamlNode(Place)
{
    public override string Kind => IsNull ? "nothing" : IsPlain ? Secrets.Show(Text) : $"the text \"{Secrets.Mask(Text)}\"";

    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}
