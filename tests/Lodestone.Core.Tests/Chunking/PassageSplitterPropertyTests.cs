using System.Globalization;
using System.Text;
using CsCheck;
using Lodestone.Chunking;

namespace Lodestone.Core.Tests.Chunking;

public sealed class PassageSplitterPropertyTests
{
    public static TheoryData<string> Models => [.. PassageTokenizers.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void Split_AnyDocument_KeepsTheLaws(string name)
    {
        var model = PassageTokenizers.Get(name);
        var options = new PassageOptions { MaxTokens = 48, WholeTokens = 60, OverlapTokens = 8 };
        var splitter = new Chunker(model, options);
        PassageTexts.Documents.Sample(document =>
        {
            var passages = splitter.Split(document);
            Assert.Equal(Enumerable.Range(0, passages.Count), passages.Select(p => p.Ordinal));
            Covers(document, passages);
            foreach (var passage in passages)
                IsWhole(model, document, passage, passages.Count == 1 ? 60 : 48);
            for (var i = 1; i < passages.Count; i++)
                Follows(model, document.Text, passages[i - 1].Range, passages[i].Range, options.OverlapTokens);
            var again = splitter.Split(document);
            Assert.Equal(passages.Select(p => (p.Range, p.Heading, p.Input)), again.Select(p => (p.Range, p.Heading, p.Input)));
        }, iter: 60, threads: 2);
    }

    private static void Covers(Document document, IReadOnlyList<Passage> passages)
    {
        var covered = new bool[document.Text.Length];
        foreach (var (start, end) in passages.Select(p => p.Range))
            covered.AsSpan(start, end - start).Fill(true);
        var left = new StringBuilder();
        for (var i = 0; i < covered.Length; i++)
            left.Append(covered[i] ? '\n' : document.Text[i]);
        Assert.True(Document.IsBlank(left.ToString()), $"left out: {left.ToString().Trim()}");
    }

    private static void IsWhole(InputTokenizer model, Document document, Passage passage, int limit)
    {
        var (start, end) = passage.Range;
        var text = document.Text[start..end];
        Assert.Equal(text.Trim(), text);
        Assert.EndsWith(text, passage.Input, StringComparison.Ordinal);
        Assert.Equal(model.Encode(passage.Input).ToArray(), passage.TokenIds.ToArray());
        var tokens = passage.TokenIds.Length + model.SpecialTokens;
        // One character may have more tokens than there is room for, and is not taken apart.
        Assert.True(tokens <= limit || new StringInfo(text).LengthInTextElements == 1, $"{tokens} tokens: {passage.Input}");
        Assert.False(start > 0 && end > start && char.IsSurrogatePair(document.Text, start - 1));
        Assert.False(end > start && end < document.Text.Length && char.IsSurrogatePair(document.Text, end - 1));
    }

    private static void Follows(InputTokenizer model, string text, TextRange before, TextRange after, int overlap)
    {
        Assert.True(after.Start > before.Start && after.End > before.End, $"{before} {after}");
        // A part of a word that is longer than the model's longest has many tokens, and the whole word one.
        var endsInAWord = char.IsLetter(text[before.End - 1]) && before.End < text.Length && char.IsLetter(text[before.End]);
        if (after.Start >= before.End || endsInAWord)
            return;
        // Two more than asked for: a stretch has its own first and last token.
        var shared = model.Tokenizer!.Encode(text[after.Start..before.End]).Count;
        Assert.True(shared <= overlap + 2, $"{shared} tokens shared: {text[after.Start..before.End]}");
    }
}
