namespace FusionOfN;

/// <summary>The caps on calls in flight: one for the whole panel, one per member.</summary>
internal sealed class ConcurrencyCaps : IDisposable
{
    private readonly SemaphoreSlim? _all;
    private readonly Dictionary<PanelMember, SemaphoreSlim> _members = new(ReferenceEqualityComparer.Instance);

    public ConcurrencyCaps(Panel panel)
    {
        if (panel.MaxConcurrency is { } all && all < panel.Size)
            _all = new SemaphoreSlim(Math.Max(1, all));
        foreach (var member in panel.Members.Concat(panel.Spares))
        {
            if (member.MaxConcurrency is { } cap)
                _members.TryAdd(member, new SemaphoreSlim(Math.Max(1, cap)));
        }
    }

    /// <summary>Whether the samples of a member may all be in flight at once, whatever the rest of the panel does.</summary>
    public bool AllowsTogether(PanelMember member, int samples) => (member.MaxConcurrency ?? samples) >= samples && _all is null;

    /// <summary>Waits for a place; the member's first, so that a waiting member does not hold one of the panel's.</summary>
    public async Task EnterAsync(PanelMember member, CancellationToken cancellationToken)
    {
        var own = _members.GetValueOrDefault(member);
        if (own is not null)
            await own.WaitAsync(cancellationToken).ConfigureAwait(false);

        try
        {
            if (_all is not null)
                await _all.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            own?.Release();
            throw;
        }
    }

    public void Leave(PanelMember member)
    {
        _all?.Release();
        _members.GetValueOrDefault(member)?.Release();
    }

    public void Dispose()
    {
        _all?.Dispose();
        foreach (var semaphore in _members.Values)
            semaphore.Dispose();
    }
}
