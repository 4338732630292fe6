using System.Globalization;
using System.Runtime.InteropServices;
using Lodestone.Chunking;
using Lodestone.Storage;

namespace Lodestone.Export;

/// <summary>A passage in an export; bytes are base64 there.</summary>
/// <param name="Start">The index of its first character in the document's text.</param>
/// <param name="End">The index after its last character.</param>
/// <param name="Heading">The headings above it.</param>
/// <param name="Input">The hash of the text that was embedded.</param>
/// <param name="Tokens">Its token ids, as a store has them.</param>
/// <param name="Vector">The floats of its vector, little-endian.</param>
internal sealed record ExportedPassage(int Start, int End, string Heading, byte[] Input, byte[] Tokens, byte[] Vector)
{
    // No vocabulary has so many; the model's own limit is checked when it reads the ids.
    private const int MaxTokenId = (1 << 24) - 1;

    public static ExportedPassage Of(NewPassage passage)
    {
        var input = new byte[InputHash.Bytes];
        passage.Input.Write(input);
        var vector = MemoryMarshal.AsBytes(passage.Vector.Span).ToArray();
        return new(passage.Start, passage.End, passage.Heading, input, TokenCodec.Encode(passage.TokenIds.Span), vector);
    }

    /// <summary>The passages of a document; null with the reason when a collection cannot have them.</summary>
    public static NewPassage[]? Read(ExportedDocument document, int dimensions, out string? problem)
    {
        var passages = new NewPassage[document.Passages.Count];
        var (characters, before) = (0L, -1);
        for (var i = 0; i < passages.Length; i++)
        {
            var passage = document.Passages[i];
            characters += (long)passage.End - passage.Start;
            problem = passage.RangeProblem(document.Text, before) ?? passage.BytesProblem(dimensions) ??
                (characters > (long)OwnRanges.MostRepetition * document.Text.Length
                    ? $"the passages together have more than {OwnRanges.MostRepetition} times the characters of the text" : null);
            if (problem is not null)
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"passage {i}: {problem}");
                return null;
            }

            before = passage.Start;
            var floats = new float[dimensions];
            passage.Vector.CopyTo(MemoryMarshal.AsBytes(floats.AsSpan()));
            passages[i] = new NewPassage(
                passage.Start, passage.End, passage.Heading, TokenCodec.Decode(passage.Tokens), InputHash.Read(passage.Input), floats);
        }

        problem = null;
        return passages;
    }

    private string? RangeProblem(string text, int before)
    {
        if (Start < 0 || End < Start || End > text.Length)
            return Found($"it spans {Start} to {End}; accepted are ranges within 0 to {text.Length}");
        if (Start <= before)
            return Found($"it starts at {Start}, and the one before it at {before}; accepted are passages with ascending starts");
        return OwnRanges.IsWithinPair(text, Start) || OwnRanges.IsWithinPair(text, End)
            ? Found($"it spans {Start} to {End}, which cuts a character in two; accepted are whole characters")
            : null;
    }

    private string? BytesProblem(int dimensions)
    {
        if (Input.Length != InputHash.Bytes)
            return Found($"its input hash has {Input.Length} bytes; accepted are {InputHash.Bytes}");
        if (Vector.Length != (long)dimensions * sizeof(float))
            return Found($"its vector has {Vector.Length} bytes; accepted are {(long)dimensions * sizeof(float)}, for {dimensions} floats");
        foreach (var number in MemoryMarshal.Cast<byte, float>(Vector))
        {
            if (!float.IsFinite(number))
                return Found($"its vector has {number}; accepted are finite numbers");
        }

        if (TokenCodec.Decode(Tokens) is not { } tokens)
            return "its tokens cannot be read; accepted are ids in groups of seven bits";
        var at = tokens.AsSpan().IndexOfAnyExceptInRange(0, MaxTokenId);
        return at < 0 ? null : Found($"it has the token id {tokens[at]}; accepted are 0 to {MaxTokenId}");
    }

    private static string Found(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
