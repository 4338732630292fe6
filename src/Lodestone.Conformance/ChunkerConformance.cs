namespace Lodestone.Conformance;

/// <summary>What a collection relies on of an <see cref="IChunker"/>.</summary>
public abstract class ChunkerConformance : ConformanceSuite
{
    /// <summary>Makes the chunker.</summary>
    protected abstract IChunker Create();

    /// <summary>Whether every word of a document is in a passage. Default: true.</summary>
    protected virtual bool CoversTheText => true;

    private static IReadOnlyList<Document> Documents { get; } =
    [
        Of("short", "One sentence."),
        Of("long", string.Join("\n\n", Enumerable.Range(0, 200).Select(i => $"Paragraph {i} has some words. It has two sentences."))),
        Of("without spaces", new string('x', 20_000)),
        Of("without sentences", string.Join(' ', Enumerable.Range(0, 5_000))),
        Of("emoji", string.Concat(Enumerable.Repeat("\U0001F34E\U0001F34F ", 3_000))),
        Of("only emoji", string.Concat(Enumerable.Repeat("\U0001F34E", 5_000))),
        Of("lines", string.Concat(Enumerable.Repeat("a\r\n", 3_000))),
        Of("white space", "  \n\n first \n\n\n\n" + new string(' ', 5_000) + " last \n "),
        Of("one letter", "a"),
        Of("headings", "# One\n\ntext\n\n# Two\n\nmore text") with { Headings = [new Heading(2, 1, "One"), new Heading(15, 1, "Two")] },
    ];

    [Fact]
    public void Chunk_AnyDocument_HasRangesWithinTheText() => ForAll((document, ranges) =>
        Assert.All(ranges, r => Assert.True(r.Start >= 0 && r.End > r.Start && r.End <= document.Text.Length, $"{document.Id}: {r}")));

    [Fact]
    public void Chunk_AnyDocument_HasAscendingStarts() => ForAll((document, ranges) =>
        Assert.All(ranges.Zip(ranges.Skip(1)), r => Assert.True(r.Second.Start > r.First.Start, $"{document.Id}: {r}")));

    [Fact]
    public void Chunk_AnyDocument_KeepsCharactersWhole() => ForAll((document, ranges) =>
        Assert.All(ranges.SelectMany(r => new[] { r.Start, r.End }), at => Assert.False(
            at > 0 && at < document.Text.Length && char.IsSurrogatePair(document.Text, at - 1), $"{document.Id}: {at}")));

    [Fact]
    public void Chunk_AnyDocument_RepeatsLittle() => ForAll((document, ranges) => Assert.True(
        ranges.Sum(r => (long)(r.End - r.Start)) <= 16L * document.Text.Length, document.Id));

    [Fact]
    public void Chunk_AnyDocument_CoversItsWords() => ForAll((document, ranges) =>
    {
        if (!CoversTheText)
            return;
        var left = document.Text.ToCharArray();
        foreach (var range in ranges)
            left.AsSpan(range.Start, range.End - range.Start).Fill(' ');
        Assert.True(Document.IsBlank(new string(left)), document.Id);
    });

    [Fact]
    public void Chunk_SameDocument_HasTheSameRanges()
    {
        var other = Create();
        ForAll((document, ranges) => Assert.Equal(ranges, other.Chunk(document, Token)));
    }

    [Fact]
    public async Task Chunk_ManyAtOnce_HaveTheRangesOfOne()
    {
        var chunker = Create();
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => chunker.Chunk(Documents[1], Token), Token)));
        Assert.All(many, ranges => Assert.Equal(many[0], ranges));
    }

    private void ForAll(Action<Document, IReadOnlyList<TextRange>> law)
    {
        var chunker = Create();
        foreach (var document in Documents)
            law(document, chunker.Chunk(document, Token));
    }

    private static Document Of(string id, string text) => new() { Id = id, Text = text };
}
