using YamlDotNet.Core;

namespace FusionOfN.Configuration;

/// <summary>A place in a file: line and column from 1, or 0 and 0 for none.</summary>
internal readonly record struct Place(int Line, int Column)
{
    public static Place Of(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
