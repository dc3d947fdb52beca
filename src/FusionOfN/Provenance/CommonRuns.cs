namespace FusionOfN;

/// <summary>For each place of a sequence: the length of the longest run from that place on that another sequence holds.</summary>
/// <remarks>
/// A suffix automaton (Blumer et al. 1985) of the sequence: each state stands for runs that end at the same places of it. It is built once, and each
/// other sequence is read through it once; all in linear time.
/// </remarks>
internal sealed class CommonRuns
{
    private const int None = -1;

    /// <summary>The state of the empty run. No step leads to it.</summary>
    private const int Root = 0;

    private readonly State[] _states;
    private readonly Dictionary<(int State, int Symbol), (int Target, int NextSymbol)> _branches;
    private readonly int[] _stateAt;
    private readonly int[] _longest;
    private int _count;

    /// <summary>Prepares a sequence of numbers from 0.</summary>
    public CommonRuns(ReadOnlySpan<int> sequence)
    {
        _states = new State[(2 * sequence.Length) + 1];
        _branches = new(sequence.Length);
        _stateAt = new int[sequence.Length];
        _longest = new int[_states.Length];
        var last = Add(length: 0, link: None);
        for (var i = 0; i < sequence.Length; i++)
            last = _stateAt[i] = Append(last, sequence[i]);
    }

    /// <summary>Finds the runs that another sequence holds; a negative number in it is none of this sequence's.</summary>
    /// <returns>One length per place of this sequence.</returns>
    public int[] In(ReadOnlySpan<int> other)
    {
        Array.Fill(_longest, None, 0, _count);
        _longest[Root] = 0;
        Read(other);

        // The longest run that ends at a place tells where the runs that begin before it must stop: their starts only ever move on.
        var runs = new int[_stateAt.Length];
        var start = 0;
        for (var end = 0; end < runs.Length; end++)
        {
            for (var begin = end + 1 - LongestOf(_stateAt[end]); start < begin; start++)
                runs[start] = end - start;
        }

        for (; start < runs.Length; start++)
            runs[start] = runs.Length - start;
        return runs;
    }

    /// <summary>Notes for each state the longest of its runs that the other sequence holds.</summary>
    private void Read(ReadOnlySpan<int> other)
    {
        var (state, length) = (Root, 0);
        foreach (var symbol in other)
        {
            var target = Step(state, symbol);
            while (target == Root && state != Root)
            {
                state = _states[state].Link;
                length = _states[state].Length;
                target = Step(state, symbol);
            }

            if (target == Root)
                continue;
            state = target;
            length++;
            _longest[state] = Math.Max(_longest[state], length);

            // What holds a run holds its ends.
            for (var shorter = _states[state].Link; _longest[shorter] < _states[shorter].Length; shorter = _states[shorter].Link)
                _longest[shorter] = _states[shorter].Length;
        }
    }

    /// <summary>The longest run of a state, or of those it links to, that the other sequence holds.</summary>
    private int LongestOf(int state)
    {
        var known = state;
        while (_longest[known] == None)
            known = _states[known].Link;
        for (; state != known; state = _states[state].Link)
            _longest[state] = _longest[known];
        return _longest[known];
    }

    private int Append(int last, int symbol)
    {
        var state = Add(_states[last].Length + 1, Root);
        var from = last;
        for (; from != None && Step(from, symbol) == Root; from = _states[from].Link)
            Connect(from, symbol, state);
        if (from != None)
            _states[state].Link = StateOf(from, symbol);
        return state;
    }

    /// <summary>The state of exactly the runs that a step leads to; split off where the step leads to longer ones as well.</summary>
    private int StateOf(int from, int symbol)
    {
        var target = Step(from, symbol);
        if (_states[target].Length == _states[from].Length + 1)
            return target;

        var split = Add(_states[from].Length + 1, _states[target].Link);
        if (_states[target].Symbol != None)
            Connect(split, _states[target].Symbol, _states[target].Target);
        for (var next = _states[target].NextSymbol; next != None; next = _branches[(target, next)].NextSymbol)
            Connect(split, next, _branches[(target, next)].Target);

        _states[target].Link = split;
        for (; from != None && Step(from, symbol) == target; from = _states[from].Link)
            Redirect(from, symbol, split);
        return split;
    }

    private int Add(int length, int link)
    {
        _states[_count] = new State { Length = length, Link = link, Symbol = None, NextSymbol = None };
        return _count++;
    }

    /// <summary>Where a symbol leads from a state; <see cref="Root"/> when nowhere.</summary>
    private int Step(int from, int symbol)
    {
        ref readonly var state = ref _states[from];
        return state.Symbol == symbol ? state.Target
            : state.NextSymbol != None && _branches.TryGetValue((from, symbol), out var branch) ? branch.Target
            : Root;
    }

    private void Connect(int from, int symbol, int target)
    {
        ref var state = ref _states[from];
        if (state.Symbol == None)
        {
            (state.Symbol, state.Target) = (symbol, target);
            return;
        }

        _branches.Add((from, symbol), (target, state.NextSymbol));
        state.NextSymbol = symbol;
    }

    private void Redirect(int from, int symbol, int target)
    {
        ref var state = ref _states[from];
        if (state.Symbol == symbol)
            state.Target = target;
        else
            _branches[(from, symbol)] = _branches[(from, symbol)] with { Target = target };
    }

    /// <summary>
    /// The length of a state's longest run, the state of its longest shorter end, its first step, and the chain of its others. A state without steps has
    /// no symbol and leads to <see cref="Root"/>.
    /// </summary>
    private struct State
    {
        public int Length;
        public int Link;
        public int Symbol;
        public int Target;
        public int NextSymbol;
    }
}
