namespace FusionOfN.Cli.Rendering;

/// <summary>What a slot of the panel is doing, as the live view shows it.</summary>
internal enum SlotState
{
    Waiting,
    Asked,
    Thinking,
    Writing,
    Settled,
}
