using CsCheck;

namespace Lodestone.Core.Tests.Chunking;

/// <summary>Texts of every kind that a splitter may be given.</summary>
internal static class PassageTexts
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (8, Gen.String[Gen.Char['a', 'z'], 1, 12]),
        (4, OneOf(". ", "! ", "? ", ", ", " ", " ", "\n", "\n\n", "\r\n", "\t", " \n \n ", "e.g. ", "3.5.1", "No. 7", "\u2028")),
        (2, Gen.String[Gen.Char['\u4E00', '\u4FFF'], 1, 40]),
        (1, OneOf("。", "?", "؟ ", "।", "…", "\"", "”", ")")),
        (1, OneOf("👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "👍🏽", "e\u0301\u0323\u0302", "각", "\u1100\u1161\u11A8", "ﷺ", "𝔘", "\u0915\u094D\u0937\u093F")),
        (1, OneOf("\uD83D", "\uDE00", "\0", "\u200B", "\u00AD", "\uFEFF", "\uFFFF", "[SEP]", "<s>", "\u0007")),
        (1, Gen.String[Gen.Char, 0, 20]),
        (1, Gen.Int[1, 700].Select(n => new string('x', n))));

    public static Gen<string> Any { get; } = Gen.Frequency(
        (6, Piece.Array[0, 400].Select(string.Concat)),
        (1, Gen.Select(Piece, Gen.Int[0, 900], (p, n) => string.Concat(Enumerable.Repeat(p, n)))));

    /// <summary>Documents whose headings stand anywhere, in rising order.</summary>
    public static Gen<Document> Documents { get; } = Gen.Select(
        Any,
        Gen.OneOf(Gen.Const(""), Any.Select(t => t[..Math.Min(t.Length, 300)])),
        Gen.Double[0, 1].Array[0, 6],
        Gen.Int[1, 4].Array[6],
        (text, title, places, levels) => new Document
        {
            Id = "d",
            Title = title,
            Text = text,
            Headings = [.. places.Order().Select((p, i) => new Heading((int)(p * text.Length), levels[i], $"Heading {i}"))],
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
