using Lodestone.Ingestion.Readers.Pdf.Fonts;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>PdfPig's kind of a font's dictionary, which decides how it reads the font's program.</summary>
internal enum FontUse
{
    /// <summary>A Type 1 font, whose program is Type 1 or CFF.</summary>
    Type1,

    /// <summary>A font of numbered characters, whose program is TrueType or CFF.</summary>
    Cid,

    /// <summary>A TrueType font, or one of a kind that is tried as several.</summary>
    Other,
}

/// <summary>Passes to PdfPig only embedded font programs that cannot harm it, and empty ones instead of the others.</summary>
/// <remarks>
/// PdfPig follows glyphs and subroutines without remembering where it was, and trusts counts. A font without its program still has its
/// text by the maps of the PDF; only the positions of letters are less exact. In every case the program's reference leads PdfPig to the
/// replacement made here, so that it cannot find another program than the one that was checked.
/// </remarks>
internal sealed class PdfFontPrograms(IPdfTokenScanner scanner, ILookupFilterProvider filters, PdfBounds bounds)
{
    // The sum over all fonts: for each font's dictionary the parser reads the program again, and keeps it to the end of the file.
    private const long MaxBytes = 256L * 1024 * 1024;
    private const long MaxSteps = 4_000_000_000;

    private readonly Dictionary<(IndirectReference, NameToken, FontUse), (FontBudget Cost, string? Unfit)> _known = [];
    private long _bytes;
    private long _steps;

    /// <summary>Checks the program of this font, if it has one, and replaces it by an accepted one.</summary>
    public void Validate(DictionaryToken font, FontUse use)
    {
        // The parser uses the first of these; the others are ignored.
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
            // The parser could take Apple's mark for the beginning of a CFF program.
            return Stream(start.SequenceEqual("true"u8) ? Marked(program.Span) : program, NameToken.OpenType);
        }

        if (!IsCff(start) || (key == NameToken.FontFile2 && use != FontUse.Cid))
            throw new UnfitFontException($"is of a kind that is not known");
        new CffCheck(program, cost).Validate();
        return Stream(program, NameToken.Type1C);
    }

    private static byte[] Marked(ReadOnlySpan<byte> program) => [0, 1, 0, 0, .. program[4..]];

    // The form in which the parser recognises one where a TrueType program should be.
    private static bool IsCff(ReadOnlySpan<byte> start) => start is [1, 0, >= 4, >= 1 and <= 4];

    private static StreamToken Type1(ReadOnlyMemory<byte> program, FontBudget cost)
    {
        cost.Hold(program.Length);
        var type1 = Type1Program.Read(program.Span);
        new Type1Run(type1, cost).Validate();
        return Stream(type1.Write(), null);
    }

    /// <summary>The subtype makes the parser read the program as the kind that it was checked as, for any font.</summary>
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
