using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion store export</c>: every call that is kept, one JSON object a line.</summary>
internal sealed class StoreExportRunner(CliHost host, string named, string? output, bool force)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using JobStore store = await JobStores.OpenAsync(host, named, cancellationToken);
        if (output is null or "-")
        {
            await foreach (StoredCallRow row in store.Calls.ExportAsync(cancellationToken))
                host.Out.WriteLine(Line(row));
            return ExitCode.Ok;
        }

        string path = host.FullPath(output);
        if (File.Exists(path) && !force)
            throw CliException.BadInput($"{output} is there already", "--force overwrites it.");
        string beside = $"{path}.{Environment.ProcessId}.tmp";
        long rows = 0;
        try
        {
            await using (StreamWriter writer = new(beside, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
            {
                await foreach (StoredCallRow row in store.Calls.ExportAsync(cancellationToken))
                {
                    await writer.WriteLineAsync(Line(row).AsMemory(), cancellationToken);
                    rows++;
                }
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }

        host.Error.WriteLine($"wrote {Figures.Of(rows, "call")} to {output}");
        return ExitCode.Ok;
    }

    private static string Line(StoredCallRow row)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("key"u8, row.Key);
            json.WriteString("model"u8, row.Model);
            json.WriteString("created_at"u8, row.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WritePropertyName("reply"u8);
            json.WriteRawValue(row.Json.Span);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
