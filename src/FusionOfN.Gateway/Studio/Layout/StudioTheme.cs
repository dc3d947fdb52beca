using MudBlazor;

namespace FusionOfN.Gateway.Studio;

/// <summary>The studio's colours and letters. The letters are the system's own: nothing is loaded for them, and every script is there.</summary>
internal static class StudioTheme
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#4f46e5",
            Secondary = "#0f766e",
            Background = "#f6f7fb",
            Surface = "#ffffff",
            TextPrimary = "#1b1f2a",
            TextSecondary = "#566074",
            ActionDefault = "#566074",
            LinesDefault = "#dfe3ec",
            LinesInputs = "#9aa3b5",
            Divider = "#dfe3ec",
            TableLines = "#e6e9f1",
            Success = "#15803d",
            Warning = "#b45309",
            Error = "#b91c1c",
            Info = "#1d4ed8",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a5b4fc",
            PrimaryContrastText = "#14161f",
            Secondary = "#5eead4",
            SecondaryContrastText = "#14161f",
            Background = "#11131a",
            Surface = "#191c26",
            DrawerBackground = "#191c26",
            TextPrimary = "#e8eaf2",
            TextSecondary = "#a3abbd",
            ActionDefault = "#a3abbd",
            LinesDefault = "#2b3040",
            LinesInputs = "#596178",
            Divider = "#2b3040",
            TableLines = "#262b39",
            Success = "#4ade80",
            Warning = "#fbbf24",
            Error = "#f87171",
            Info = "#93c5fd",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = ".9375rem" },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "600", LetterSpacing = "0" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
