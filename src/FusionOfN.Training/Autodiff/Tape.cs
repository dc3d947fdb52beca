using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>
/// Reverse-mode automatic differentiation that writes a graph instead of computing: every operation adds its forward nodes and notes how its backward nodes
/// are made; <see cref="Differentiate"/> adds those in reverse order.
/// </summary>
/// <remarks>
/// Shapes are known only when the graph runs, so one graph serves batches of every size. Gradients of a value that is used more than once are summed.
/// </remarks>
internal sealed class Tape
{
    private const string Fused = "com.microsoft.FusedMatMul";

    private readonly Stack<Action> _backward = new();
    private readonly Dictionary<string, string> _gradients = [];

    public Tape(OnnxGraphBuilder graph) => Graph = graph;

    public OnnxGraphBuilder Graph { get; }

    /// <summary>Adds the backward pass of a value.</summary>
    /// <param name="value">The value to differentiate; a scalar.</param>
    public void Differentiate(Var value)
    {
        _gradients[value.Name] = Graph.Float(1);
        while (_backward.TryPop(out var step))
            step();
    }

    /// <summary>The gradient of the differentiated value by this one.</summary>
    public string GradientOf(Var value) => _gradients.TryGetValue(value.Name, out var gradient)
        ? gradient
        : throw new InvalidOperationException($"'{value.Name}' has no part in what was differentiated.");

    /// <summary>Records an operation of one's own.</summary>
    /// <param name="name">The name of its output in the graph.</param>
    /// <param name="backward">Adds the backward nodes, given the name of the output's gradient.</param>
    public Var Record(string name, Action<string> backward)
    {
        _backward.Push(() =>
        {
            if (_gradients.TryGetValue(name, out var gradient))
                backward(gradient);
        });
        return new Var(name);
    }

    /// <summary>Adds to the gradient of a value.</summary>
    public void Accumulate(Var value, string gradient) => _gradients[value.Name] =
        _gradients.TryGetValue(value.Name, out var sum) ? Node("Add", sum, gradient) : gradient;

    public string Node(string op, params ReadOnlySpan<string> inputs) => Graph.Node(op, inputs.ToArray());

    /// <summary>Element by element; both of one shape.</summary>
    public Var Add(Var left, Var right) => Record(Node("Add", left.Name, right.Name), gradient =>
    {
        Accumulate(left, gradient);
        Accumulate(right, gradient);
    });

    /// <summary>Element by element; both of one shape.</summary>
    public Var Multiply(Var left, Var right) => Record(Node("Mul", left.Name, right.Name), gradient =>
    {
        Accumulate(left, Node("Mul", gradient, right.Name));
        Accumulate(right, Node("Mul", gradient, left.Name));
    });

    /// <summary>The sum of all elements; a scalar.</summary>
    public Var Sum(Var value) => Record(Graph.Node("ReduceSum", [value.Name], ("keepdims", 0L)), gradient =>
        Accumulate(value, Node("Expand", gradient, Node("Shape", value.Name))));

    /// <summary>x · w, x with any leading axes, w a matrix [in, out].</summary>
    public Var Linear(Var x, Var w) => Record(Node("MatMul", x.Name, w.Name), gradient =>
    {
        Accumulate(x, MatMul(gradient, w.Name, transposeRight: true));
        Accumulate(w, Gemm(Rows(x.Name), Rows(gradient), transposeLeft: true));
    });

    /// <summary>x · wᵀ, x a matrix [rows, in], w a matrix [out, in]: an output layer that shares its embedding.</summary>
    public Var LinearTransposed(Var x, Var w) => Record(MatMul(x.Name, w.Name, transposeRight: true), gradient =>
    {
        Accumulate(x, Node("MatMul", gradient, w.Name));
        Accumulate(w, Gemm(gradient, x.Name, transposeLeft: true));
    });

    /// <summary>Root-mean-square normalisation over the last axis, times a scale.</summary>
    /// <remarks>Source: Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019.</remarks>
    public Var RmsNorm(Var x, Var scale, double epsilon)
    {
        var outputs = Graph.Nodes("SimplifiedLayerNormalization", [x.Name, scale.Name], 2, ("axis", -1L), ("epsilon", (float)epsilon), ("stash_type", 1L));
        return Record(outputs[0], gradient =>
        {
            var normal = Node("Mul", x.Name, outputs[1]);
            var scaled = Node("Mul", gradient, scale.Name);
            var mean = Graph.Node("ReduceMean", [Node("Mul", scaled, normal), Graph.Longs(-1)], ("keepdims", 1L));
            Accumulate(x, Node("Mul", outputs[1], Node("Sub", scaled, Node("Mul", normal, mean))));
            Accumulate(scale, Graph.Node("ReduceSum", [Rows(Node("Mul", gradient, normal)), Graph.Longs(0)], ("keepdims", 0L)));
        });
    }

    /// <summary>Rotary positions, rotate-half; x is [batch, heads, length, head].</summary>
    /// <param name="x">The heads.</param>
    /// <param name="positions">Positions [batch, length].</param>
    /// <param name="cos">Cosines [positions, head / 2].</param>
    /// <param name="sin">Sines.</param>
    /// <param name="negativeSin">Sines with the other sign: the rotation's inverse and so its gradient.</param>
    /// <remarks>Source: Su et al., "RoFormer: Enhanced Transformer with Rotary Position Embedding", 2021.</remarks>
    public Var Rotate(Var x, string positions, string cos, string sin, string negativeSin) =>
        Record(Node("com.microsoft.RotaryEmbedding", x.Name, positions, cos, sin), gradient =>
            Accumulate(x, Node("com.microsoft.RotaryEmbedding", gradient, positions, cos, negativeSin)));

    /// <summary>[batch, length, heads · head] to [batch, heads, length, head].</summary>
    public Var SplitHeads(Var x, int heads, int head) => Record(Swap(Reshape(x.Name, 0, 0, heads, head)), gradient =>
        Accumulate(x, Reshape(Swap(gradient), 0, 0, heads * head)));

    /// <summary>[batch, heads, length, head] to [batch, length, heads · head].</summary>
    public Var JoinHeads(Var x, int heads, int head) => Record(Reshape(Swap(x.Name), 0, 0, heads * head), gradient =>
        Accumulate(x, Swap(Reshape(gradient, 0, 0, heads, head))));

    /// <summary>The same numbers with other axes; 0 keeps an axis, -1 takes what is left.</summary>
    public Var Reshape(Var x, params long[] shape) => Record(Reshape(x.Name, shape), gradient =>
        Accumulate(x, Node("Reshape", gradient, Node("Shape", x.Name))));

    /// <summary>Softmax(scale · q · kᵀ + mask) · v over the last two axes.</summary>
    /// <remarks>Source: Vaswani et al., "Attention Is All You Need", 2017.</remarks>
    public Var Attention(Var q, Var k, Var v, string mask, float scale)
    {
        var weights = Graph.Node("Softmax", [Node("Add", MatMul(q.Name, k.Name, transposeRight: true, scale: scale), mask)], ("axis", -1L));
        var output = MatMul(weights, v.Name);
        return Record(output, gradient =>
        {
            Accumulate(v, MatMul(weights, gradient, transposeLeft: true));

            // The row sums of dP·P are those of dO·O, which are a head's width and not a sequence long.
            var rows = Graph.Node("ReduceSum", [Node("Mul", gradient, output), Graph.Longs(-1)], ("keepdims", 1L));
            var scores = Node("Mul", weights, Node("Sub", MatMul(gradient, v.Name, transposeRight: true), rows));
            Accumulate(q, MatMul(scores, k.Name, scale: scale));
            Accumulate(k, MatMul(scores, q.Name, transposeLeft: true, scale: scale));
        });
    }

    /// <summary>silu(gate) · up.</summary>
    /// <remarks>Source: Shazeer, "GLU Variants Improve Transformer", 2020.</remarks>
    public Var SwiGlu(Var gate, Var up)
    {
        var sigmoid = Node("Sigmoid", gate.Name);
        var silu = Node("Mul", gate.Name, sigmoid);
        return Record(Node("Mul", silu, up.Name), gradient =>
        {
            Accumulate(up, Node("Mul", gradient, silu));

            // silu' = s + silu · (1 − s)
            var slope = Node("Add", sigmoid, Node("Mul", silu, Node("Sub", Graph.Float(1), sigmoid)));
            Accumulate(gate, Node("Mul", Node("Mul", gradient, up.Name), slope));
        });
    }

    /// <summary>Rows of x by their numbers; x is [rows, width].</summary>
    public Var TakeRows(Var x, string rows) => Record(Graph.Node("Gather", [x.Name, rows], ("axis", 0L)), gradient =>
        Accumulate(x, Graph.Node(
            "ScatterND", [Node("ConstantOfShape", Node("Shape", x.Name)), Node("Unsqueeze", rows, Graph.Longs(-1)), gradient], ("reduction", "add"))));

    /// <summary>−Σ weight · log softmax(logits)[target]; a scalar.</summary>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="targets">Class numbers [rows, 1].</param>
    /// <param name="weights">[rows, 1]; they may be negative, as for a pair of which one is to become less likely.</param>
    public Var CrossEntropy(Var logits, string targets, string weights)
    {
        var probabilities = Graph.Node("Softmax", [logits.Name], ("axis", -1L));
        var taken = Graph.Node("GatherElements", [Graph.Node("LogSoftmax", [logits.Name], ("axis", -1L)), targets], ("axis", 1L));
        var loss = Node("Neg", Graph.Node("ReduceSum", [Node("Mul", taken, weights)], ("keepdims", 0L)));
        return Record(loss, gradient =>
        {
            var scale = Node("Mul", weights, gradient);
            Accumulate(logits, Graph.Node(
                "ScatterElements", [Node("Mul", probabilities, scale), targets, Node("Neg", scale)], ("axis", 1L), ("reduction", "add")));
        });
    }

    /// <summary>log softmax(logits)[target] of every row, [rows, 1].</summary>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="targets">Class numbers [rows, 1].</param>
    public Var LogProbability(Var logits, string targets)
    {
        var logs = Graph.Node("GatherElements", [Graph.Node("LogSoftmax", [logits.Name], ("axis", -1L)), targets], ("axis", 1L));
        return Record(logs, gradient =>
        {
            var probabilities = Graph.Node("Softmax", [logits.Name], ("axis", -1L));
            Accumulate(logits, Graph.Node(
                "ScatterElements", [Node("Mul", probabilities, Node("Neg", gradient)), targets, gradient], ("axis", 1L), ("reduction", "add")));
        });
    }

    /// <summary>matrix · x for a matrix that is given and not learned; x is a column [rows, 1].</summary>
    public Var Combine(string matrix, Var x) => Record(MatMul(matrix, x.Name), gradient =>
        Accumulate(x, MatMul(matrix, gradient, transposeLeft: true)));

    /// <summary>−Σ weight · log σ(margin): the surprise that the better of two wins; a scalar.</summary>
    /// <param name="margins">By how much the better is ahead, [pairs, 1].</param>
    /// <param name="weights">[pairs, 1].</param>
    /// <remarks>Source: Bradley and Terry, "Rank Analysis of Incomplete Block Designs", 1952.</remarks>
    public Var ComparisonLoss(Var margins, string weights)
    {
        var behind = Node("Neg", margins.Name);
        var loss = Graph.Node("ReduceSum", [Node("Mul", Node("Softplus", behind), weights)], ("keepdims", 0L));
        return Record(loss, gradient =>
            Accumulate(margins, Node("Neg", Node("Mul", Node("Mul", Node("Sigmoid", behind), weights), gradient))));
    }

    private string MatMul(string left, string right, bool transposeLeft = false, bool transposeRight = false, float scale = 1) =>
        Graph.Node(Fused, [left, right], ("transA", transposeLeft ? 1L : 0L), ("transB", transposeRight ? 1L : 0L), ("alpha", scale));

    private string Gemm(string left, string right, bool transposeLeft) => Graph.Node("Gemm", [left, right], ("transA", transposeLeft ? 1L : 0L));

    private string Swap(string x) => Graph.Node("Transpose", [x], ("perm", new long[] { 0, 2, 1, 3 }));

    private string Reshape(string x, params long[] shape) => Node("Reshape", x, Graph.Longs(shape));

    /// <summary>All leading axes folded into one.</summary>
    private string Rows(string x) => Graph.Node(
        "Reshape", [x, Graph.Node("Concat", [Graph.Longs(-1), Graph.Node("Shape", [x], ("start", -1L))], ("axis", 0L))]);
}
