using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>
/// Batches for <c>vllm run-batch</c>, which has no address: it reads a file of OpenAI's lines and writes another. The file of requests is put into a folder; whoever
/// has the machine runs the command that <see cref="RemoteBatch.State"/> names, and the answers are read when they are all there.
/// </summary>
/// <remarks>Source: vLLM's documentation of run-batch, November 2026. It writes its output as a whole at its end.</remarks>
internal sealed class FolderBatchApi(string folder, string model) : BatchApi
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public override int MaxRequests => 50_000;

    public override long MaxBytes => 1_000_000_000;

    public override ReadOnlyMemory<byte> LineOf(string id, ReadOnlyMemory<byte> body) => BatchJson.Write(json =>
    {
        json.WriteString("custom_id"u8, id);
        json.WriteString("method"u8, "POST"u8);
        json.WriteString("url"u8, "/v1/chat/completions"u8);
        json.WritePropertyName("body"u8);
        json.WriteRawValue(body.Span, skipInputValidation: true);
    });

    public override async Task<RemoteBatch> CreateAsync(BatchOrder order, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        string path = InputOf(order.Id);
        string beside = path + ".new";
        FileStream file = new(beside, FileMode.Create, FileAccess.Write);
        await using (file.ConfigureAwait(false))
        {
            await foreach (ReadOnlyMemory<byte> line in order.Lines!(cancellationToken).ConfigureAwait(false))
            {
                await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                await file.WriteAsync(NewLine, cancellationToken).ConfigureAwait(false);
            }
        }

        File.Move(beside, path, overwrite: true);
        return await GetAsync(order.Id, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<BatchSearch> FindAsync(BatchOrder order, CancellationToken cancellationToken = default) =>
        new(File.Exists(InputOf(order.Id)) ? await GetAsync(order.Id, cancellationToken).ConfigureAwait(false) : null);

    public override async Task<RemoteBatch> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        // A file that is still written, or was broken off, has fewer lines than were asked for.
        bool hasEnded = File.Exists(OutputOf(id)) && await CountAsync(OutputOf(id), cancellationToken).ConfigureAwait(false) >= await CountAsync(InputOf(id), cancellationToken).ConfigureAwait(false);
        string state = hasEnded ? "answered" : $"waits for: vllm run-batch -i {InputOf(id)} -o {OutputOf(id)} --model {model}";
        return new RemoteBatch(id, hasEnded ? BatchPhase.Ended : BatchPhase.Running, state) { InputFile = InputOf(id), OutputFile = OutputOf(id) };
    }

    public override async IAsyncEnumerable<BatchResult> ReadAsync(RemoteBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string line in File.ReadLinesAsync(OutputOf(batch.Id), Encoding.UTF8, cancellationToken).ConfigureAwait(false))
        {
            if (line.Length > 0) yield return Read(line) ?? throw new InvalidDataException($"{OutputOf(batch.Id)} has a line that is no result of a batch. Run the command again that writes it.");
        }
    }

    public override Task DeleteAsync(RemoteBatch batch, CancellationToken cancellationToken = default)
    {
        File.Delete(InputOf(batch.Id));
        File.Delete(OutputOf(batch.Id));
        return Task.CompletedTask;
    }

    private static BatchResult? Read(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return OpenAiBatchLine.Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<long> CountAsync(string path, CancellationToken cancellationToken)
    {
        long lines = 0;
        if (!File.Exists(path)) return lines;
        await foreach (string line in File.ReadLinesAsync(path, Encoding.UTF8, cancellationToken).ConfigureAwait(false)) lines += line.Length > 0 ? 1 : 0;
        return lines;
    }

    private string InputOf(string id) => Path.Combine(folder, $"{id}.jsonl");

    private string OutputOf(string id) => Path.Combine(folder, $"{id}.out.jsonl");
}
