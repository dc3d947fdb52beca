namespace FusionOfN.Jobs;

/// <summary>How many items are worked on at once. Where the budget has no room for the worst case of so many, it becomes fewer, and never more again.</summary>
internal sealed class ItemSlots
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _change;
    private int _allowed;

    public ItemSlots(int allowed) => _allowed = allowed;

    public int InUse { get; private set; }

    /// <summary>Takes a slot.</summary>
    /// <param name="isAlone">Whether no other item is worked on as long as this one is.</param>
    public bool TryTake(out bool isAlone)
    {
        lock (_gate)
        {
            isAlone = _allowed == 1;
            if (InUse >= _allowed)
                return false;
            InUse++;
            return true;
        }
    }

    public void Leave()
    {
        TaskCompletionSource? change;
        lock (_gate)
        {
            InUse--;
            (change, _change) = (_change, null);
        }

        change?.TrySetResult();
    }

    public void Halve()
    {
        lock (_gate)
            _allowed = Math.Max(1, Math.Min(_allowed, InUse) / 2);
    }

    /// <summary>Waits until an item leaves; at once when none is in.</summary>
    public Task WaitForLeaveAsync()
    {
        lock (_gate)
        {
            if (InUse == 0)
                return Task.CompletedTask;
            _change ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _change.Task;
        }
    }
}
