using System.Text;
using Lodestone.Ingestion.Readers.Pdf.Layout;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Reads the values of form fields, where pages show them, and the texts of annotations.</summary>
/// <remarks>Every annotation and field counts, so that an object that is reached often costs no more than many objects.</remarks>
internal sealed class PdfNotes(IPdfTokenScanner scanner, ILookupFilterProvider filters, PdfBounds bounds)
{
    // Fields within fields have a part of a name each; programs write two or three.
    private const int MaxDepth = 32;

    private const int Hidden = 2;
    private const int NoView = 32;
    private const int Password = 1 << 13;

    // The size of text in a field that does not say it, and the shares of it that a line and a letter take.
    private const double MaxSize = 11;
    private const double LineHeight = 1.15;
    private const double LetterWidth = 0.5;
    private const double RectangleShare = 0.6;

    private static readonly NameToken FieldType = NameToken.Create("FT");
    private static readonly NameToken Value = NameToken.Create("V");
    private static readonly NameToken Flags = NameToken.Create("F");
    private static readonly NameToken FieldFlags = NameToken.Create("Ff");
    private static readonly NameToken Options = NameToken.Create("Opt");
    private static readonly NameToken Fields = NameToken.Create("Fields");
    private static readonly NameToken State = NameToken.Create("AS");
    private static readonly NameToken Form = NameToken.Create("AcroForm");
    private static readonly NameToken Annotations = NameToken.Create("Annots");
    private static readonly NameToken Rectangle = NameToken.Create("Rect");

    private readonly HashSet<IndirectReference> _shown = [];

    /// <summary>Fields and notes of a page: words with a place, and texts without one.</summary>
    internal sealed record OfPage(IReadOnlyList<PdfWord> Placed, IReadOnlyList<string> Unplaced);

    public OfPage Read(DictionaryToken page, TransformationMatrix matrix)
    {
        var (placed, unplaced) = (new List<PdfWord>(), new List<string>());
        if (!page.TryGet(Annotations, out var list) || Find<ArrayToken>(list) is not { } annotations)
            return new OfPage(placed, unplaced);
        foreach (var token in annotations.Data)
        {
            bounds.ReadNote();
            if (Find<DictionaryToken>(token) is not { } annotation)
                continue;
            if (token is IndirectReferenceToken reference)
                MarkShown(reference.Data, annotation);
            if ((Whole(annotation, Flags) & (Hidden | NoView)) != 0 || TextOf(annotation) is not { Length: > 0 } text)
                continue;
            bounds.AddText(text.Length);
            if (IsOnPage(annotation) && PlaceOf(annotation, matrix) is { } place)
                Put(text, place, placed);
            else
                unplaced.Add(text);
        }

        return new OfPage(placed, unplaced);
    }

    /// <summary>The values of fields that no page shows, each with its field's name.</summary>
    public List<string> ReadUnshown(DictionaryToken catalog)
    {
        var values = new List<string>();
        if (!catalog.TryGet(Form, out var token) || Find<DictionaryToken>(token) is not { } form ||
            !form.TryGet(Fields, out var list) || Find<ArrayToken>(list) is not { } fields)
            return values;
        var left = new Stack<(IToken Token, int Depth)>(fields.Data.Reverse().Select(f => (f, 1)));
        while (left.TryPop(out var next))
        {
            bounds.ReadNote();
            if (Find<DictionaryToken>(next.Token) is not { } field ||
                (next.Token is IndirectReferenceToken reference && !_shown.Add(reference.Data)))
                continue;
            var kids = Kids(field);
            if (kids.Count > 0 && next.Depth < MaxDepth)
            {
                foreach (var kid in kids.Reverse())
                    left.Push((kid, next.Depth + 1));
            }
            else if (FieldText(field) is { Length: > 0 } text)
            {
                bounds.AddText(text.Length);
                values.Add(NameOf(field) is { Length: > 0 } name ? $"{name}: {text}" : text);
            }
        }

        return values;
    }

    // A field whose value one of its widgets shows is shown.
    private void MarkShown(IndirectReference reference, DictionaryToken annotation)
    {
        _shown.Add(reference);
        var isFilled = FieldText(annotation) is { Length: > 0 };
        for (var depth = 0; isFilled && depth < MaxDepth && annotation.TryGet(NameToken.Parent, out var token); depth++)
        {
            if (token is IndirectReferenceToken parent)
                _shown.Add(parent.Data);
            if (Find<DictionaryToken>(token) is not { } above)
                return;
            annotation = above;
        }
    }

    private string? TextOf(DictionaryToken annotation)
    {
        var kind = Find<NameToken>(annotation, NameToken.Subtype)?.Data;
        return kind switch
        {
            "Widget" => FieldText(annotation),
            // A popup shows the text of its note, and the text of a link is on the page.
            "Popup" or "Link" => null,
            _ => annotation.TryGet(NameToken.Contents, out var contents) ? Text(contents) : null,
        };
    }

    // A note's mark is on the page, its text beside it; only these are written on the page itself.
    private bool IsOnPage(DictionaryToken annotation) =>
        Find<NameToken>(annotation, NameToken.Subtype)?.Data is "Widget" or "FreeText" or "Stamp";

    private string? FieldText(DictionaryToken field)
    {
        var type = Inherited(field, FieldType) is { } token ? Find<NameToken>(token)?.Data : null;
        if (type is null or "Sig")
            return null;
        if (type == "Tx" && Inherited(field, FieldFlags) is { } flags && ((Find<NumericToken>(flags)?.Int ?? 0) & Password) != 0)
            return null;
        if (type == "Btn")
        {
            // Each of several buttons has its own state; the field's value names the one that is on.
            var state = (Find<NameToken>(field, State) ?? (Inherited(field, Value) is { } on ? Find<NameToken>(on) : null))?.Data;
            return state is null or "Off" ? null : "[x]";
        }

        if (Inherited(field, Value) is not { } value)
            return null;
        if (type != "Ch")
            return Text(value);
        var shown = ShownOptions(field);
        var chosen = Find<ArrayToken>(value) is { } several ? several.Data.Select(Text) : [Text(value)];
        return string.Join(", ", chosen.OfType<string>().Select(c => shown.GetValueOrDefault(c, c)));
    }

    /// <summary>A choice is exported under one text and may be shown under another.</summary>
    private Dictionary<string, string> ShownOptions(DictionaryToken field)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Inherited(field, Options) is not { } token || Find<ArrayToken>(token) is not { } options)
            return shown;
        foreach (var option in options.Data)
        {
            bounds.ReadNote();
            if (Find<ArrayToken>(option) is { Data.Count: 2 } pair && Text(pair.Data[0]) is { } exported && Text(pair.Data[1]) is { } words)
                shown[exported] = words;
        }

        return shown;
    }

    private string? NameOf(DictionaryToken field) =>
        (field.TryGet(NameToken.Create("TU"), out var label) ? Text(label) : null) ??
        (field.TryGet(NameToken.Create("T"), out var name) ? Text(name) : null);

    private IToken? Inherited(DictionaryToken field, NameToken key)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (field.TryGet(key, out var value))
                return value;
            if (!field.TryGet(NameToken.Parent, out var parent) || Find<DictionaryToken>(parent) is not { } above)
                return null;
            field = above;
        }

        return null;
    }

    private IReadOnlyList<IToken> Kids(DictionaryToken field) =>
        (field.Data.TryGetValue(PdfMask.HiddenKids, out var kids) || field.Data.TryGetValue(PdfMask.Kids, out kids)) &&
        Find<ArrayToken>(kids) is { } list ? list.Data : [];

    private string? Text(IToken token) => (Find<IDataToken<string>>(token), Find<StreamToken>(token)) switch
    {
        ({ } text, _) => text.Data.Trim(),
        (_, { } stream) when PdfFontCheck.Unpack(stream, filters, scanner) is { } data => Decode(data.Span).Trim(),
        _ => null,
    };

    private static string Decode(ReadOnlySpan<byte> data) => data is [0xFE, 0xFF, ..]
        ? Encoding.BigEndianUnicode.GetString(data[2..])
        : Encoding.Latin1.GetString(data);

    private PdfRectangle? PlaceOf(DictionaryToken annotation, TransformationMatrix matrix)
    {
        if (!annotation.TryGet(Rectangle, out var token) || Find<ArrayToken>(token) is not { Data.Count: 4 } array)
            return null;
        var sides = array.Data.Select(n => Find<NumericToken>(n)?.Double ?? double.NaN).ToArray();
        var (one, other) = (matrix.Transform(new PdfPoint(sides[0], sides[1])), matrix.Transform(new PdfPoint(sides[2], sides[3])));
        return PdfPage.IsFar(one) || PdfPage.IsFar(other) ? null : new PdfRectangle(
            Math.Min(one.X, other.X), Math.Min(one.Y, other.Y), Math.Max(one.X, other.X), Math.Max(one.Y, other.Y));
    }

    /// <summary>Writes a text into its rectangle as words, so that it is read with the words beside it.</summary>
    private static void Put(string text, PdfRectangle place, List<PdfWord> words)
    {
        var lines = text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var size = Math.Clamp(RectangleShare * place.Height / Math.Max(1, lines.Length), 1, MaxSize);
        // One line is in the middle of its field; several begin at its top.
        var line = lines.Length == 1 ? place.Bottom + (place.Height / 2) - (size / 3) : place.Top - size;
        foreach (var part in lines)
        {
            var left = place.Left;
            foreach (var word in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var right = left + (word.Length * LetterWidth * size);
                words.Add(new PdfWord(word, left, right, line, size));
                left = right + (LetterWidth * size);
            }

            line -= LineHeight * size;
        }
    }

    private int Whole(DictionaryToken dictionary, NameToken key) =>
        dictionary.TryGet(key, out var token) && Find<NumericToken>(token) is { } number ? number.Int : 0;

    private T? Find<T>(DictionaryToken dictionary, NameToken key)
        where T : class, IToken => dictionary.TryGet(key, out var token) ? Find<T>(token) : null;

    private T? Find<T>(IToken token)
        where T : class, IToken => DirectObjectFinder.TryGet<T>(token, scanner, out var found) ? found : null;
}
