using MudBlazor;

namespace FusionOfN.Gateway.Studio;

/// <summary>Which colours a person chose: the system's, the light or the dark ones.</summary>
/// <param name="Word">Its name, for people and for the browser's memory.</param>
/// <param name="Icon">Its picture.</param>
internal sealed record ThemeChoice(string Word, string Icon)
{
    /// <summary>As the system says.</summary>
    public static ThemeChoice System { get; } = new("system", Icons.Material.Filled.BrightnessAuto);

    /// <summary>Always light.</summary>
    public static ThemeChoice Light { get; } = new("light", Icons.Material.Filled.LightMode);

    /// <summary>Always dark.</summary>
    public static ThemeChoice Dark { get; } = new("dark", Icons.Material.Filled.DarkMode);

    /// <summary>The one after this when a person switches.</summary>
    public ThemeChoice Next => this == System ? Dark : this == Dark ? Light : System;

    /// <summary>Reads what the browser kept; anything else is the system's.</summary>
    public static ThemeChoice Parse(string? word) => word == Dark.Word ? Dark : word == Light.Word ? Light : System;

    /// <summary>Whether the dark colours are shown.</summary>
    public bool IsDark(bool systemIsDark) => this == System ? systemIsDark : this == Dark;
}
