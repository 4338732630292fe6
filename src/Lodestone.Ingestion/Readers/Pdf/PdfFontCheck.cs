using Lodestone.Ingestion.Formats;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Checks a font before the parser, which allocates tables of the size that the font declares.</summary>
internal sealed class PdfFontCheck(IPdfTokenScanner scanner, ILookupFilterProvider filters, PdfBounds bounds)
{
    // Codes have two bytes in practice. Fonts list each once, some programs twice.
    private const int MaxCodes = 1_000_000;

    // Each named map is parsed, and has 100 KB.
    private const int MaxMaps = 8;

    private readonly HashSet<IndirectReference> _seen = [];
    private readonly PdfFontPrograms _programs = new(scanner, filters, bounds);
    private long _codes;

    /// <summary>Checks all fonts of a resource dictionary.</summary>
    public void Validate(IToken fonts)
    {
        if (!DirectObjectFinder.TryGet<DictionaryToken>(fonts, scanner, out var dictionary))
            return;
        foreach (var font in dictionary.Data.Values)
            ValidateFont(font);
    }

    public void ValidateFont(IToken token)
    {
        if (token is IndirectReferenceToken reference && !_seen.Add(reference.Data))
            return;
        bounds.DrawForm();
        _codes = 0;
        if (Find<DictionaryToken>(token) is not { } font)
            return;
        ValidateCodes(font);
        _programs.Validate(font, UseOf(font));
        if (!font.TryGet(NameToken.DescendantFonts, out var descendants))
            return;
        // The parser follows a reference to a list of one element as a reference to that element.
        foreach (var descendant in (Find<ArrayToken>(descendants)?.Data ?? []).Append(descendants))
        {
            if (Follow(descendant) is not { } inner)
                continue;
            ValidateCodes(inner);
            _programs.Validate(inner, FontUse.Cid);
        }
    }

    private static FontUse UseOf(DictionaryToken font) =>
        font.TryGet(NameToken.Subtype, out NameToken kind) && (kind == NameToken.Type1 || kind == NameToken.MmType1)
            ? FontUse.Type1
            : FontUse.Other;

    private void ValidateCodes(DictionaryToken font)
    {
        foreach (var key in new[] { NameToken.ToUnicode, NameToken.Encoding })
        {
            if (font.TryGet(key, out var map) && Find<StreamToken>(map) is { } stream)
                ValidateMap(stream);
        }

        if (font.TryGet(NameToken.W, out var widths))
            ValidateWidths(Find<ArrayToken>(widths), step: 1);
        if (font.TryGet(NameToken.W2, out var vertical))
            ValidateWidths(Find<ArrayToken>(vertical), step: 3);
    }

    /// <summary>Widths are <c>first [w w w]</c> or <c>first last w</c>.</summary>
    private void ValidateWidths(ArrayToken? widths, int step)
    {
        for (var i = 0; i + 1 < widths?.Data.Count;)
        {
            var second = widths.Data[i + 1];
            if (Find<ArrayToken>(second) is { } list)
            {
                Count(list.Data.Count);
                i += 2;
            }
            else if (Find<NumericToken>(widths.Data[i]) is { } first && Find<NumericToken>(second) is { } last)
            {
                Count(last.Double - first.Double);
                i += 2 + step;
            }
            else
            {
                return;
            }
        }
    }

    private void ValidateMap(StreamToken stream)
    {
        var names = 0;
        // The parser continues without a font whose map it cannot unpack.
        if (Unpack(stream, filters, scanner) is not { } map)
            return;
        var tokens = new CoreTokenScanner(
            new MemoryInputBytes(map), usePdfDocEncoding: false, scanner.StackDepthGuard, isCMapParser: true);
        IToken? before = null;
        while (tokens.MoveNext())
        {
            bounds.Validate();
            if (tokens.CurrentToken is OperatorToken { Data: "beginbfrange" })
                ValidateRanges(tokens);
            else if (tokens.CurrentToken is OperatorToken { Data: "begincodespacerange" } && before is NumericToken ranges)
                Count(ranges.Double);
            else if (tokens.CurrentToken is OperatorToken { Data: "usecmap" } && ++names > MaxMaps)
            {
                throw bounds.Refuse(ReadProblemKind.TooLarge,
                    $"It has a font that uses more than {MaxMaps} maps of characters. Save it again, or exclude it.");
            }

            before = tokens.CurrentToken;
        }
    }

    private void ValidateRanges(CoreTokenScanner tokens)
    {
        while (tokens.TryReadToken<HexToken>(out var low) && tokens.TryReadToken<HexToken>(out var high) && tokens.MoveNext())
        {
            // A range counts up in all bytes of its first code until each reaches its last.
            var size = 1d;
            for (var i = 0; i < low.Bytes.Length; i++)
                size = (size * 256) + (i < high.Bytes.Length ? high.Bytes[i] : 255) - low.Bytes[i];
            Count(size - Math.Pow(256, low.Bytes.Length));
        }
    }

    private void Count(double codes)
    {
        _codes += (long)Math.Min(Math.Max(0, codes), long.MaxValue / 4) + 1;
        if (_codes > MaxCodes)
        {
            throw bounds.Refuse(ReadProblemKind.TooLarge,
                $"It has a font of more than {MaxCodes} codes, the limit. Save it again, or exclude it.");
        }
    }

    private DictionaryToken? Follow(IToken token)
    {
        try
        {
            return token is DictionaryToken or IndirectReferenceToken ? DirectObjectFinder.Get<DictionaryToken>(token, scanner) : null;
        }
        catch (Exception broken) when (broken is not (UnreadableException or OperationCanceledException or OutOfMemoryException))
        {
            // The parser ends at the same place, and continues without the font.
            return null;
        }
    }

    private T? Find<T>(IToken token)
        where T : class, IToken => DirectObjectFinder.TryGet<T>(token, scanner, out var found) ? found : null;

    /// <summary>Returns a stream's unpacked data; null when it cannot be unpacked, where the parser ends too.</summary>
    /// <exception cref="UnreadableException">The unpacked size exceeds the limits.</exception>
    public static Memory<byte>? Unpack(StreamToken stream, ILookupFilterProvider filters, IPdfTokenScanner scanner)
    {
        try
        {
            return stream.Decode(filters, scanner);
        }
        catch (Exception broken) when (broken is not (UnreadableException or OperationCanceledException or OutOfMemoryException))
        {
            return null;
        }
    }
}
