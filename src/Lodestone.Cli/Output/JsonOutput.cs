using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lodestone.Cli;

/// <summary>Writes one JSON value to standard output, whole or not at all.</summary>
internal static class JsonOutput
{
    /// <summary>Letters stay letters; control characters are escaped.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = Encoder, NewLine = "\n" };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = Encoder };

    public static void Write(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        Write(terminal.Output, write, Readable);
        terminal.Output.Flush();
    }

    /// <summary>Writes a value on a line of its own.</summary>
    public static void WriteLine(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        Write(terminal.Output, write, OneLine);
        terminal.Output.Flush();
    }

    /// <summary>Writes a value on a line of its own, of many.</summary>
    public static void WriteLine(Stream output, Action<Utf8JsonWriter> write) => Write(output, write, OneLine);

    private static void Write(Stream output, Action<Utf8JsonWriter> write, JsonWriterOptions form)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, form))
            write(writer);
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }
}
