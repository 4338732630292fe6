using System.Buffers;
using System.Text.Json;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary>Writes one JSON object a text.</summary>
/// <param name="stream">The destination.</param>
/// <param name="file">The file of the stream; null for standard output.</param>
/// <param name="dimensions">The number of dimensions of an embedding.</param>
internal sealed class JsonLinesSink(Stream stream, FileInProgress? file, int dimensions) : IEmbeddingSink
{
    private const int FlushFrom = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushFrom * 2);

    public async ValueTask WriteAsync(
        IReadOnlyList<InputText> texts,
        ReadOnlyMemory<float> vectors,
        IReadOnlyList<TokenUsage> usage,
        CancellationToken cancellationToken)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            WriteLine(texts[i], vectors.Span.Slice(i * dimensions, dimensions), usage[i].DroppedTokens);
            if (_buffer.WrittenCount >= FlushFrom)
                await FlushAsync(cancellationToken);
        }

        await FlushAsync(cancellationToken);
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken) =>
        file?.CompleteAsync(cancellationToken) ?? ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void WriteLine(InputText text, ReadOnlySpan<float> vector, int dropped)
    {
        using (var json = new Utf8JsonWriter(_buffer, ContractsJson.OneLine))
        {
            json.WriteStartObject();
            if (text.Id is { } id)
                json.WriteString("id", id);
            json.WriteString("text", text.Text);
            json.WriteStartArray("embedding");
            foreach (var number in vector)
                json.WriteNumberValue(number);
            json.WriteEndArray();
            if (dropped > 0)
                json.WriteNumber("droppedTokens", dropped);
            json.WriteEndObject();
        }

        _buffer.Write("\n"u8);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }
}
