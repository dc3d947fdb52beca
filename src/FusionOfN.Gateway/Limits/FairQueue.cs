namespace FusionOfN.Gateway;

/// <summary>
/// Places for runs, and a queue in front of them that is shared out by owner: whoever has the fewest runs in flight goes next, and when the queue
/// is full, the owner with the most in it gives way. One owner alone never has all places.
/// </summary>
internal sealed class FairQueue
{
    // The part of the places that is kept for others: one of so many, at least one.
    private const int PlacesPerReserved = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Owner> _owners = new(StringComparer.Ordinal);
    private readonly int _places;
    private readonly int _maxQueue;
    private long _arrivals;

    /// <summary>Creates a queue.</summary>
    /// <param name="places">Runs in flight.</param>
    /// <param name="maxQueue">Requests that wait.</param>
    public FairQueue(int places, int maxQueue)
    {
        _places = places;
        _maxQueue = maxQueue;
    }

    /// <summary>Runs in flight.</summary>
    public int Running { get; private set; }

    /// <summary>Requests that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Waits for a place.</summary>
    /// <param name="owner">Whose run it is; null for requests without a key, which may have all places.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <returns>Whether there is a place, to be given back with <see cref="Leave"/>; false when the queue is full.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<bool> EnterAsync(string? owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            var mine = OwnerOf(owner);
            if (mine.Waiting.Count == 0 && IsFreeFor(mine))
            {
                Start(mine);
                return true;
            }

            if (Waiting >= _maxQueue && !TryMakeRoomFor(mine))
            {
                Forget(mine);
                return false;
            }

            node = mine.Waiting.AddLast(new Waiter(_arrivals++));
            Waiting++;
        }

        await using (cancellationToken.Register(() => Cancel(node, owner, cancellationToken)).ConfigureAwait(false))
            return await node.Value.Turn.Task;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string? owner)
    {
        lock (_lock)
        {
            var mine = OwnerOf(owner);
            mine.Running--;
            Running--;
            Forget(mine);
            LetIn();
        }
    }

    private Owner OwnerOf(string? name)
    {
        if (!_owners.TryGetValue(name ?? "", out var owner))
            _owners[name ?? ""] = owner = new Owner(name ?? "");
        return owner;
    }

    private void Forget(Owner owner)
    {
        if (owner.Running == 0 && owner.Waiting.Count == 0)
            _owners.Remove(owner.Name);
    }

    private bool IsFreeFor(Owner owner) => Running < _places && owner.Running < MostOf(owner);

    private int MostOf(Owner owner) => owner.Name.Length == 0 || _places == 1 ? _places : _places - Math.Max(1, _places / PlacesPerReserved);

    private void Start(Owner owner)
    {
        owner.Running++;
        Running++;
    }

    private void LetIn()
    {
        while (_owners.Values.Where(owner => owner.Waiting.Count > 0 && IsFreeFor(owner)).MinBy(owner => (owner.Running, owner.Waiting.First!.Value.Arrival)) is { } next)
        {
            var waiter = next.Waiting.First!.Value;
            next.Waiting.RemoveFirst();
            Waiting--;
            Start(next);
            waiter.Turn.TrySetResult(true);
        }
    }

    /// <summary>Sends the last to come of the owner with the most in the queue away, when that is more than the newcomer's owner would have.</summary>
    private bool TryMakeRoomFor(Owner newcomer)
    {
        if (_owners.Values.MaxBy(owner => owner.Waiting.Count) is not { } longest || longest.Waiting.Count <= newcomer.Waiting.Count + 1)
            return false;

        var last = longest.Waiting.Last!.Value;
        longest.Waiting.RemoveLast();
        Waiting--;
        last.Turn.TrySetResult(false);
        return true;
    }

    private void Cancel(LinkedListNode<Waiter> node, string? owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Not in the list: it has its answer already, and whoever waits for it gives the place back.
            if (node.List is not { } list)
                return;
            list.Remove(node);
            Waiting--;
            Forget(OwnerOf(owner));
        }

        node.Value.Turn.TrySetCanceled(cancellationToken);
    }

    private sealed class Owner(string name)
    {
        public string Name { get; } = name;

        public int Running { get; set; }

        public LinkedList<Waiter> Waiting { get; } = new();
    }

    private sealed class Waiter(long arrival)
    {
        public long Arrival { get; } = arrival;

        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
