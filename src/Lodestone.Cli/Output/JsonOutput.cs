using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Contracts;

namespace Lodestone.Cli.Output;

/// <summary>Writes one JSON value to standard output, completely or not at all.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Readable = ContractsJson.OneLine with { Indented = true, NewLine = "\n" };

    public static void Write(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        Write(terminal.Output, write, Readable);
        terminal.Output.Flush();
    }

    /// <summary>Writes a value in a shape that the server shares.</summary>
    public static void Write<T>(Terminal terminal, T value, JsonTypeInfo<T> shape) =>
        Write(terminal, writer => JsonSerializer.Serialize(writer, value, shape));

    /// <summary>Writes such a value on one line.</summary>
    public static void WriteLine<T>(Terminal terminal, T value, JsonTypeInfo<T> shape) =>
        WriteLine(terminal, writer => JsonSerializer.Serialize(writer, value, shape));

    /// <summary>Writes a value on one line.</summary>
    public static void WriteLine(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        Write(terminal.Output, write, ContractsJson.OneLine);
        terminal.Output.Flush();
    }

    /// <summary>Writes a value on one line, of many.</summary>
    public static void WriteLine(Stream output, Action<Utf8JsonWriter> write) => Write(output, write, ContractsJson.OneLine);

    private static void Write(Stream output, Action<Utf8JsonWriter> write, JsonWriterOptions form)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, form))
            write(writer);
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }
}
