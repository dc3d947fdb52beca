namespace FusionOfN.Local;

internal static class HubDownload
{
    public const string PartialSuffix = ".partial";
}
