namespace FusionOfN;

/// <summary>Something that happened in a run. A run is one stream of these; its last event is <see cref="FusionCompleted"/>.</summary>
public abstract record FusionEvent;
