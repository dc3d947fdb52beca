using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>Takes records one after another and puts each where it belongs: into the files of every format, or among what was left out.</summary>
internal sealed class RowWriter
{
    private readonly ExportPlan _plan;
    private readonly ExportShape[] _shapes;
    private readonly RowFiles _files;
    private readonly JsonLinesFile _removed;
    private readonly PairMaker _pairs;
    private readonly ExportLines _lines = new();
    private readonly Dictionary<string, JsonElement> _examples = [];
    private readonly Dictionary<string, IReadOnlyList<IAnswerFilter>> _filters;
    private readonly Dictionary<string, MethodTally> _methods;
    private readonly Dictionary<(string Format, string? Method), FormatTally> _formats = [];
    private long _items;
    private long _unknownCost;
    private long _calls;
    private long _inputTokens;
    private long _outputTokens;
    private decimal? _cost;

    public RowWriter(ExportPlan plan, ExportShape[] shapes, RowFiles files, JsonLinesFile removed)
    {
        _plan = plan;
        _shapes = shapes;
        _files = files;
        _removed = removed;
        _pairs = new PairMaker(plan.Pairs);
        DecontaminationIndex[] indexes = [.. plan.Filters.Decontaminate.Select(set => new DecontaminationIndex(set))];
        _filters = plan.Methods.ToDictionary(method => method, _ => plan.Filters.Create(indexes));
        _methods = plan.Methods.ToDictionary(method => method, method => new MethodTally(method));
        foreach (var shape in shapes)
        {
            foreach (var method in shape.Kind == ExportKind.Item ? (IEnumerable<string?>)[null] : plan.Methods)
                _formats[(shape.Name, method)] = new FormatTally();
        }
    }

    public async Task WriteAsync(SynthRow row, CancellationToken cancellationToken)
    {
        _items++;
        _calls += row.Calls;
        _inputTokens += row.InputTokens ?? 0;
        _outputTokens += row.OutputTokens ?? 0;
        _cost = row.CostUsd is { } cost ? (_cost ?? 0) + cost : _cost;
        _unknownCost += row.CostUsd is null ? 1 : 0;
        var split = _plan.Splits.Of(row.Id);
        SynthAnswer? firstKept = null;
        foreach (var method in _plan.Methods)
        {
            var answer = row.AnswerOf(method) ?? new SynthAnswer(method, "") { Failure = "the method gave no answer" };
            if (Reject(row, answer) is var (filter, reason))
            {
                await RemoveAsync(row, method, filter, reason, cancellationToken).ConfigureAwait(false);
                continue;
            }

            firstKept ??= answer;
            _methods[method].Keep(answer, LanguageOf(row));
            await WriteAsync(row, answer, split, cancellationToken).ConfigureAwait(false);
        }

        if (firstKept is not null)
        {
            foreach (var shape in _shapes.Where(shape => shape.Kind == ExportKind.Item))
                await WriteAsync(shape, null, new ExportItem(row, firstKept), split, cancellationToken).ConfigureAwait(false);
        }
    }

    public DataSetReport Report(string licence) => new()
    {
        Items = _items,
        Calls = _calls,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        CostUsd = _cost,
        ItemsOfUnknownCost = _unknownCost,
        Methods = [.. _plan.Methods.Select(method => _methods[method].Report())],
        Formats = [.. _formats.Select(format => format.Value.Report(format.Key.Format, format.Key.Method))],
        Licence = licence,
    };

    /// <summary>A row of a format, for the card; null when it has none.</summary>
    public JsonElement? ExampleOf(ExportShape shape) => _examples.TryGetValue(shape.Name, out var example) ? example : null;

    private static string LanguageOf(SynthRow row) => row.Language ?? DataSetExporter.NoLanguage;

    private (string Filter, string Reason)? Reject(SynthRow row, SynthAnswer answer)
    {
        foreach (var filter in _filters[answer.Method])
        {
            if (filter.Reject(row, answer) is { } reason)
                return (filter.Name, reason);
        }

        return null;
    }

    private async Task RemoveAsync(SynthRow row, string method, string filter, string reason, CancellationToken cancellationToken)
    {
        _methods[method].Remove(row, filter, reason);
        _lines.Clear();
        _lines.Add(writer =>
        {
            writer.WriteNumber("position", row.Position);
            writer.WriteString("id", row.Id);
            writer.WriteString("language", row.Language);
            writer.WriteString("method", method);
            writer.WriteString("filter", filter);
            writer.WriteString("reason", reason);
        });
        await _removed.AddAsync(_lines, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(SynthRow row, SynthAnswer answer, string split, CancellationToken cancellationToken)
    {
        ExportItem item = new(row, answer);
        foreach (var shape in _shapes.Where(shape => shape.Kind == ExportKind.Answer))
            await WriteAsync(shape, answer.Method, item, split, cancellationToken).ConfigureAwait(false);
        ExportShape[] pairs = [.. _shapes.Where(shape => shape.Kind == ExportKind.Pair)];
        if (pairs.Length == 0)
            return;
        var (rejected, reason) = _pairs.Find(row, answer);
        _methods[answer.Method].Pair(reason);
        foreach (var shape in rejected is null ? [] : pairs)
            await WriteAsync(shape, answer.Method, item with { Rejected = rejected }, split, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(ExportShape shape, string? method, ExportItem item, string split, CancellationToken cancellationToken)
    {
        var tally = _formats[(shape.Name, method)];
        _lines.Clear();
        if (item.HasImages && !shape.TakesImages)
            _lines.LeaveOut("it has pictures, for which this format has no place");
        else
            shape.Write(_lines, item);
        if (_lines.LeftOut is { } reason)
        {
            tally.LeaveOut(reason);
            return;
        }

        if (_lines.Count > 0 && !_examples.ContainsKey(shape.Name))
            _examples[shape.Name] = JsonElement.Parse(_lines.Each().First().Span);
        await _files.AddAsync(shape, method, split, LanguageOf(item.Row), _lines, cancellationToken).ConfigureAwait(false);
        tally.Add(split, _lines.Count);
    }
}
