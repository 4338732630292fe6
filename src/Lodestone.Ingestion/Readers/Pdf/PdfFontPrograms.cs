using Lodestone.Ingestion.Readers.Pdf.Fonts;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>What PdfPig takes a font's dictionary for, which decides how it reads the font's program.</summary>
internal enum FontUse
{
    /// <summary>A Type 1 font, whose program is Type 1 or CFF.</summary>
    Type1,

    /// <summary>A font of numbered characters, whose program is TrueType or CFF.</summary>
    Cid,

    /// <summary>A TrueType font, or one of a kind that is tried as several.</summary>
    Other,
}

/// <summary>Gives PdfPig of each embedded font program only one that cannot hurt it, and else an empty one.</summary>
/// <remarks>
/// PdfPig follows glyphs and subroutines without remembering where it was, and believes counts. A font without its program still has its
/// text by the maps of the PDF: only the places of letters are less exact. Whatever is found, the program's reference leads PdfPig to what
/// is put here, so that it cannot find another program than the one that was checked.
/// </remarks>
internal sealed class PdfFontPrograms(IPdfTokenScanner scanner, ILookupFilterProvider filters, PdfBounds bounds)
{
    // Of all fonts: each font's dictionary has the parser read its program again, and hold it to the end of the file.
    private const long MaxBytes = 256L * 1024 * 1024;
    private const long MaxSteps = 4_000_000_000;

    private readonly Dictionary<(IndirectReference, NameToken, FontUse), (FontBudget Cost, string? Unfit)> _known = [];
    private long _bytes;
    private long _steps;

    /// <summary>Looks at the program of this font, if it has one, and puts in its place what the parser may have.</summary>
    public void Validate(DictionaryToken font, FontUse use)
    {
        // The first of these is the parser's; the others are not looked at.
        if (!font.TryGet<DictionaryToken>(NameToken.FontDescriptor, scanner, out var descriptor))
            return;
        foreach (var key in new[] { NameToken.FontFile, NameToken.FontFile2, NameToken.FontFile3 })
        {
            if (!descriptor.TryGet(key, out var program))
                continue;
            if (program is IndirectReferenceToken reference)
                Validate(reference, key, use, font);
            return;
        }
    }

    private void Validate(IndirectReferenceToken reference, NameToken key, FontUse use, DictionaryToken font)
    {
        if (!_known.TryGetValue((reference.Data, key, use), out var known))
        {
            known.Cost = new FontBudget();
            try
            {
                scanner.ReplaceToken(reference.Data, Checked(reference, key, use, known.Cost));
            }
            catch (UnfitFontException unfit)
            {
                known.Unfit = unfit.Message;
            }

            bounds.Validate();
            _known[(reference.Data, key, use)] = known;
        }

        if (known.Unfit is null && ((_bytes += known.Cost.Bytes) > MaxBytes || (_steps += known.Cost.Steps) > MaxSteps))
            known.Unfit = "would be one too many";
        if (known.Unfit is null)
            return;
        scanner.ReplaceToken(reference.Data, new StreamToken(DictionaryToken.Empty, Array.Empty<byte>()));
        bounds.LeaveOut(Name(font), known.Unfit);
    }

    private StreamToken Checked(IndirectReferenceToken reference, NameToken key, FontUse use, FontBudget cost)
    {
        if (!DirectObjectFinder.TryGet<StreamToken>(reference, scanner, out var stream))
            throw new UnfitFontException($"is not there");
        var program = PdfFontCheck.Unpack(stream, filters, scanner) ?? throw new UnfitFontException($"cannot be unpacked");
        var start = program.Span[..Math.Min(4, program.Length)];
        if (key == NameToken.FontFile)
        {
            return use == FontUse.Type1 && (start.StartsWith("%!"u8) || start.StartsWith((byte)0x80))
                ? Type1(program, cost)
                : throw new UnfitFontException($"is no Type 1 program, or not that of a Type 1 font");
        }

        if (start.SequenceEqual("\0\u0001\0\0"u8) || start.SequenceEqual("true"u8) || start.SequenceEqual("OTTO"u8))
        {
            TrueTypeCheck.Validate(program, cost);
            // Apple's mark is one that the parser could take for the begin of a CFF program.
            return Stream(start.SequenceEqual("true"u8) ? Marked(program.Span) : program, NameToken.OpenType);
        }

        if (!IsCff(start) || (key == NameToken.FontFile2 && use != FontUse.Cid))
            throw new UnfitFontException($"is of a kind that is not known");
        new CffCheck(program, cost).Validate();
        return Stream(program, NameToken.Type1C);
    }

    private static byte[] Marked(ReadOnlySpan<byte> program) => [0, 1, 0, 0, .. program[4..]];

    // As the parser tells one where a TrueType program should be.
    private static bool IsCff(ReadOnlySpan<byte> start) => start is [1, 0, >= 4, >= 1 and <= 4];

    private static StreamToken Type1(ReadOnlyMemory<byte> program, FontBudget cost)
    {
        cost.Hold(program.Length);
        var type1 = Type1Program.Read(program.Span);
        new Type1Run(type1, cost).Validate();
        return Stream(type1.Write(), null);
    }

    /// <summary>The subtype has the parser read the program as that which it was checked as, whichever font it belongs to.</summary>
    private static StreamToken Stream(Memory<byte> program, NameToken? subtype)
    {
        var entries = new Dictionary<NameToken, IToken>();
        var length = new NumericToken(program.Length);
        foreach (var key in new[] { NameToken.Length, NameToken.Length1, NameToken.Length2 })
            entries[key] = length;
        if (subtype is not null)
            entries[NameToken.Subtype] = subtype;
        return new StreamToken(new DictionaryToken(entries), program);
    }

    private string Name(DictionaryToken font) =>
        font.TryGet<NameToken>(NameToken.BaseFont, scanner, out var name) ? name.Data : "without a name";
}
