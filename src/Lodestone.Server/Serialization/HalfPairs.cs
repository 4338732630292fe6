using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lodestone.Server.Serialization;

/// <summary>
/// Finds escapes for half of a surrogate pair, such as <c>\ud800</c>, which JSON's grammar allows although they are no character.
/// </summary>
/// <remarks>The parser accepts them, and code that reads the name or the string afterwards fails in several places.</remarks>
internal static class HalfPairs
{
    /// <summary>
    /// Returns the path of the first name or string that has one, with names as they were sent. Null when there is none, and when the JSON
    /// is malformed, for which the parser has the better message.
    /// </summary>
    public static string? FindPath(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
            return null;
        try
        {
            return Find(json) is { } start ? PathOf(json, start) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Find(ReadOnlySpan<byte> json)
    {
        // A text is never longer than its escaped form.
        var text = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ServerDefaults.MaxDepth });
            long? first = null;
            while (reader.Read())
            {
                if (first is null && reader.ValueIsEscaped && !IsText(ref reader, text))
                    first = reader.TokenStartIndex;
            }

            return first;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    // Decoded in the same way as later, so that a text that passes here cannot fail there.
    private static bool IsText(ref Utf8JsonReader reader, Span<byte> text)
    {
        try
        {
            reader.CopyString(text);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string PathOf(ReadOnlySpan<byte> json, long start)
    {
        var reader = new Utf8JsonReader(json);
        // The open objects and lists: the path of each, and the index of a list's next value.
        var open = new Stack<(string Path, int? Next)>();
        var place = "";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            var isIt = reader.TokenStartIndex == start;
            if (reader.TokenType == JsonTokenType.PropertyName)
                place = RequestShape.Join(open.Peek().Path, isIt ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!);
            else if (open.TryPeek(out var list) && list.Next is { } index)
            {
                open.Pop();
                open.Push((list.Path, index + 1));
                place = FormattableString.Invariant($"{list.Path}[{index}]");
            }

            if (isIt)
                break;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                open.Push((place, reader.TokenType == JsonTokenType.StartArray ? 0 : null));
        }

        return place;
    }
}
