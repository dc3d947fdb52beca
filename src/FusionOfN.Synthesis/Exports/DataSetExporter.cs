using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>
/// Makes a data set of records: filters, splits, every format asked for, a report, a card and a manifest. It calls no model, and the same records and plan give
/// the same bytes.
/// </summary>
public sealed class DataSetExporter
{
    /// <summary>The language of rows that name none, as ISO 639 has it for what is undetermined.</summary>
    internal const string NoLanguage = "und";

    private readonly ExportPlan _plan;
    private readonly ExportShape[] _shapes;
    private readonly DataLicence _licence;

    /// <summary>Creates an exporter.</summary>
    /// <param name="plan">What is made.</param>
    /// <exception cref="SynthesisException">A format is unknown, or the terms of a teacher forbid what is asked for.</exception>
    public DataSetExporter(ExportPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _shapes = [.. plan.Formats.Distinct().Select(ExportShapes.Get)];
        _licence = DataLicence.Of(plan.Card.Terms);
        if (_licence.Forbidden.Count > 0 && !plan.IgnoresTerms)
        {
            throw new SynthesisException(
                $"the terms of {string.Join(", ", _licence.Forbidden)} forbid to train models on their answers",
                "Leave them out of the panel, or export all the same with --ignore-terms (or --allow-terms).");
        }
    }

    /// <summary>Writes the data set.</summary>
    /// <param name="rows">The records, in the order of their positions.</param>
    /// <param name="folder">Where it goes: a data set that is there is replaced when the new one is whole.</param>
    /// <param name="cancellationToken">Stops writing; the former data set stays.</param>
    /// <exception cref="SynthesisException">The folder holds something else.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<DataSetReport> ExportAsync(IAsyncEnumerable<SynthRow> rows, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var target = DataSetFolder.Begin(folder);
        var (report, files, example) = await WriteRowsAsync(rows, target, cancellationToken).ConfigureAwait(false);
        if (LlamaFactoryRegistration.Of(_shapes, files) is { } registration)
            files.Add(await target.WriteAsync("dataset_info.json", registration, cancellationToken).ConfigureAwait(false));
        foreach (var (name, text) in TrainerConfigurations.Of(_shapes, _plan.Methods))
            files.Add(await target.WriteAsync(name, text, cancellationToken).ConfigureAwait(false));
        files.Add(await target.WriteAsync("report.json", JsonSerializer.Serialize(report, SynthJson.Pretty.DataSetReport) + "\n", cancellationToken).ConfigureAwait(false));
        files.Add(await target.WriteAsync("report.md", ReportText.Of(report), cancellationToken).ConfigureAwait(false));
        files.Add(await target.WriteAsync("README.md", DataSetCard.Of(_plan, report, _licence, _shapes, files, example), cancellationToken).ConfigureAwait(false));
        DataSetManifest manifest = new()
        {
            Version = SynthVersion.Current,
            Recipe = _plan.Card.Recipe.ToDictionary(),
            Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)],
        };
        await target.WriteAsync(DataSetManifest.FileName, JsonSerializer.Serialize(manifest, SynthJson.Pretty.DataSetManifest) + "\n", cancellationToken).ConfigureAwait(false);
        target.Complete();
        return report;
    }

    private async Task<(DataSetReport Report, List<ManifestFile> Files, JsonElement? Example)> WriteRowsAsync(IAsyncEnumerable<SynthRow> rows, DataSetFolder target, CancellationToken cancellationToken)
    {
        RowFiles files = new(target.Staging);
        await using var _ = files.ConfigureAwait(false);
        JsonLinesFile removed = new(Path.Combine(target.Staging, "removed.jsonl"));
        await using var __ = removed.ConfigureAwait(false);
        RowWriter writer = new(_plan, _shapes, files, removed);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            await writer.WriteAsync(row, cancellationToken).ConfigureAwait(false);
        var described = await files.CompleteAsync(cancellationToken).ConfigureAwait(false);
        described.AddRange(await removed.CompleteAsync(target.Staging, cancellationToken).ConfigureAwait(false));
        return (writer.Report($"{_licence.Id}: {_licence.Reason}"), described, CardConfiguration.ShownOf(_shapes) is { } shown ? writer.ExampleOf(shown) : null);
    }
}
