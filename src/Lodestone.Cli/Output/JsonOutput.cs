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

    public static void Write(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            write(writer);
        buffer.Write("\n"u8);
        terminal.Output.Write(buffer.WrittenSpan);
        terminal.Output.Flush();
    }
}
