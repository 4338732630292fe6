namespace Lodestone.Core.Tests.Chunking;

public sealed class PassageSplitterTests
{
    private const string Sentence = "The invoice of March was paid twice, and support refunded one of the payments. ";

    private static readonly Chunker Small =
        new(PassageTokenizers.WordPiece, new PassageOptions { MaxTokens = 64, WholeTokens = 64, OverlapTokens = 16 });

    private static readonly Chunker Default = new(PassageTokenizers.WordPiece, null);

    [Fact]
    public void Split_ShortDocument_IsOnePassageOfTitleAndText()
    {
        var passage = Assert.Single(Default.Split(new Document { Id = "1", Title = "Refunds", Text = "  Within 30 days.\n" }));
        Assert.Equal("Refunds Within 30 days.", passage.Input);
        Assert.Equal((2, 17), (passage.Range.Start, passage.Range.End));
        Assert.Equal(PassageTokenizers.WordPiece.Encode("Refunds Within 30 days.").ToArray(), passage.TokenIds.ToArray());
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData(" \n", "\u200B\t\n", 0)]
    [InlineData("Title", " \n", 1)]
    [InlineData("", "a", 1)]
    public void Split_Blank_GivesAPassageOnlyForWords(string title, string text, int count)
    {
        var passages = Default.Split(new Document { Id = "1", Title = title, Text = text });
        Assert.Equal(count, passages.Count);
        Assert.All(passages, p => Assert.False(Document.IsBlank(p.Input)));
    }

    [Fact]
    public void Split_TitleAloneTooLong_IsCutAndSaysSo()
    {
        var passage = Assert.Single(Default.Split(new Document { Id = "1", Title = Repeat(Sentence, 100), Text = "" }));
        Assert.InRange(passage.TokenIds.Length, 400, 510);
        Assert.True(passage.DroppedPrefixTokens > 1000);
    }

    [Fact]
    public void Split_LongDocument_EndsPassagesWithSentencesAndSharesOne()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"Rule {i} holds for all of the plans. "));
        var passages = Small.Split(new Document { Id = "1", Text = text });
        Assert.True(passages.Count > 4);
        Assert.All(passages, p => Assert.EndsWith(".", p.Input, StringComparison.Ordinal));
        Assert.All(passages, p => Assert.StartsWith("Rule", p.Input, StringComparison.Ordinal));
        Assert.All(passages.Zip(passages.Skip(1)), pair => Assert.InRange(pair.First.Range.End - pair.Second.Range.Start, 20, 80));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(77)]
    public void Split_JustTooLong_LeavesNoOrphan(int extra)
    {
        var text = Repeat("word ", 62 + extra);
        var sizes = Small.Split(new Document { Id = "1", Text = text }).Select(p => p.TokenIds.Length).ToArray();
        Assert.True(sizes.Length >= 2);
        Assert.True(sizes.Min() * 2 >= sizes.Max(), string.Join(' ', sizes));
    }

    [Fact]
    public void Split_Paragraphs_AreBetterEndsThanSentencesAndAreNotShared()
    {
        var paragraph = Repeat("One more plan. ", 10).Trim();
        var text = string.Join("\n\n", Enumerable.Repeat(paragraph, 6));
        var passages = Small.Split(new Document { Id = "1", Text = text });
        Assert.Equal(6, passages.Count);
        Assert.All(passages, p => Assert.Equal(paragraph, p.Input));
    }

    [Fact]
    public void Split_Sections_BeginPassagesAndNameThePath()
    {
        var text = $"# Billing\n\n## Invoices\n\n{Repeat(Sentence, 2)}\n\n## Refunds\n\n{Repeat(Sentence, 9)}";
        var document = new Document
        {
            Id = "1",
            Title = "Manual",
            Text = text,
            Headings = [At(text, "Billing", 1), At(text, "Invoices", 2), At(text, "Refunds", 2)],
        };
        var passages = Small.Split(document);
        Assert.Equal("Billing", passages[0].Heading);
        Assert.StartsWith("Manual # Billing", passages[0].Input, StringComparison.Ordinal);
        Assert.Contains("Invoices", passages[0].Input, StringComparison.Ordinal);
        Assert.StartsWith("Manual Billing ## Refunds\n\nThe invoice", passages[1].Input, StringComparison.Ordinal);
        Assert.StartsWith("Manual Billing Refunds The invoice", passages[2].Input, StringComparison.Ordinal);
        Assert.All(passages.Skip(1), p => Assert.Equal("Billing > Refunds", p.Heading));
    }

    [Fact]
    public void Split_TinySections_GoTogether()
    {
        var lines = Enumerable.Range(0, 30).Select(i => $"Question {i}\nYes.\n\n").ToArray();
        var text = string.Concat(lines);
        var document = new Document
        {
            Id = "1",
            Text = text,
            Headings = [.. Enumerable.Range(0, 30).Select(i => At(text, $"Question {i}\n", 2) with { Text = $"Question {i}" })],
        };
        var passages = Small.Split(document);
        Assert.InRange(passages.Count, 3, 8);
        Assert.All(passages, p => Assert.StartsWith("Question", p.Input, StringComparison.Ordinal));
        Assert.All(passages, p => Assert.EndsWith("Yes.", p.Input, StringComparison.Ordinal));
    }

    [Fact]
    public void Split_LongTitle_LeavesRoomForTheTextAndSaysSo()
    {
        var passages = Small.Split(new Document { Id = "1", Title = Repeat("title ", 200), Text = Repeat(Sentence, 10) });
        Assert.All(passages, p => Assert.InRange(p.DroppedPrefixTokens, 180, 190));
        Assert.All(passages, p => Assert.InRange(p.TokenIds.Length, 20, 62));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("语")]
    [InlineData("a\u0301")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("\0")]
    [InlineData("\n")]
    [InlineData("w ")]
    [InlineData("It is so. ")]
    [InlineData("....")]
    [InlineData("\uE000")]
    public void Split_MegabytesOfOneKind_TakesBoundedPassages(string piece)
    {
        foreach (var name in PassageTokenizers.Names)
        {
            var splitter = new Chunker(PassageTokenizers.Get(name), null);
            var text = Repeat(piece, (name == "WordPiece" && char.IsAscii(piece[0]) ? 5_000_000 : 500_000) / piece.Length);
            var passages = splitter.Split(new Document { Id = "1", Text = text });
            Assert.All(passages, p => Assert.InRange(p.TokenIds.Length, 0, 254));
            Assert.All(passages, p => Assert.InRange(p.Input.Length, 1, 256 * 33));
            Assert.Equal(Document.IsBlank(text) ? 0 : text.TrimEnd().Length, passages.Count == 0 ? 0 : passages[^1].Range.End);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public void Split_HeadingOutsideTheText_IsRefused(int start)
    {
        var error = Assert.Throws<InvalidArgumentException>(() =>
            Default.Split(new Document { Id = "doc", Text = "short", Headings = [new Heading(start, 1, "A")] }));
        Assert.Equal(ErrorCodes.DocumentInvalid, error.Code);
        Assert.Contains("Heading 0 of document 'doc'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        foreach (var options in new PassageOptions[]
            { new() { MaxTokens = 15 }, new() { OverlapTokens = 65 }, new() { OverlapTokens = -1 }, new() { WholeTokens = -1 } })
            Assert.Throws<InvalidRangeException>(() => new Chunker(PassageTokenizers.WordPiece, options));
    }

    private static Heading At(string text, string heading, int level) =>
        new(text.IndexOf(heading, StringComparison.Ordinal), level, heading);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
