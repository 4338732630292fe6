using System.Text;
using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>Laws of words, for texts that no list of cases has.</summary>
public sealed class WordLawTests
{
    // Letters with marks, in both forms, of many scripts; ligatures, full width, jamo, characters without appearance; and what separates.
    private static readonly string[] Pieces =
    [
        "a", "e\u0301", "é", "ở", "o\u031B\u0309", "u\u0308\u0304", "ǖ", "n\u0303", "İ",
        "I\u0307", "ß", "ﬁ", "ﬄ", "Ａ", "ｂ", "７", "\u212B", "А\u0306",
        "й", "ς", "Ω", "\u2126", "한", "\u1112\u1161\u11AB", "ｶﾞ", "が", "か\u3099",
        "中", "\u09C7\u09BE", "\u0B47\u0B57", "\u0958", "ק\u05BC", "ﻻ", "𝗯", "\u00AD",
        "\u200B", "\u200D", "\u2060", "\uFEFF", "'", "’", "-", "\u2011", "_", ".", "/",
        " ", "\u00A0", " ", "B", "c", "1", "٣", "№", "q\u0323\u0307", "😀",
    ];

    private static readonly string[] Joints = ["_", "-", ".", "/", "::", "->", "", "A"];

    private static readonly Gen<string> Text =
        Gen.Int[0, Pieces.Length - 1].Array[1, 24].Select(p => string.Concat(p.Select(i => Pieces[i])));

    private static readonly Gen<string[]> Names =
        Gen.String[Gen.Char["bcdfgklmnprtvz"], 3, 8].Array[2, 4].Where(n => n.Distinct().Count() == n.Length);

    [Theory]
    [InlineData(NormalizationForm.FormD)]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormKC)]
    public void Search_TextAndQueryInOtherForms_GivesTheSameHits(NormalizationForm form)
    {
        var found = new LawCases();
        Gen.Select(Text.Array[1, 6], Text).Sample(
            (texts, query) =>
            {
                var expected = Bits(texts, query);
                found.Count(expected.Length > 0);
                Assert.Equal(expected, Bits([.. texts.Select(t => t.Normalize(form))], query));
                Assert.Equal(expected, Bits(texts, query.Normalize(form)));
                Assert.Equal(expected, Bits([.. texts.Select(t => t.Normalize(form))], query.Normalize(form)));
            },
            iter: 150, threads: 1);
        found.AssertShare(.3);
    }

    [Fact]
    public void Search_AnyName_IsFoundByItsPartsAndOtherSpellings()
    {
        Gen.Select(Names, Gen.Int[0, Joints.Length - 1], Gen.Int[0, Joints.Length - 1]).Sample(
            (parts, joint, other) =>
            {
                var name = Name(parts, Joints[joint]);
                using var folder = TemporaryFolder.OfMemory();
                using var index = KeywordIndex.Open(folder.Path, new());
                index.Add([new(1, "", $"call {name}, then wait"), new(2, "", "something else")]);
                using var snapshot = index.Snapshot();
                string[] queries = [name, name.ToUpperInvariant(), Name(parts, Joints[other]), string.Join(' ', parts), .. parts];
                if (Joints[joint].Length == 0)
                    queries = [name];
                else if (Joints[other].Length == 0 && Joints[joint] is not ("_" or "-" or "A"))
                    queries[2] = name; // a long name with full stops or slashes is not also one word
                foreach (var query in queries)
                    Assert.True(snapshot.Find(query, 5).Hits is [{ Key: 1 }], $"'{query}' does not find '{name}'.");
            },
            iter: 150, threads: 1);
    }

    [Fact]
    public void Search_NameInEveryStyle_RanksTheStyleOfTheQueryFirst()
    {
        Gen.Select(Names, Gen.Int[0, Joints.Length - 1]).Sample(
            (parts, asked) =>
            {
                using var folder = TemporaryFolder.OfMemory();
                using var index = KeywordIndex.Open(folder.Path, new());
                string[] styles = ["_", "-", ".", "A"];
                index.Add(styles.Select((s, i) => new KeywordEntry(i, "", $"call {Name(parts, s)} then")));
                index.Add(parts.Select((p, i) => new KeywordEntry(10 + i, "", $"call {p} then")));
                index.Add(Enumerable.Range(100, 100).Select(i => new KeywordEntry(i, "", $"filler {i}")));
                using var snapshot = index.Snapshot();
                var style = styles[asked % styles.Length];
                var hits = snapshot.Find(Name(parts, style), 20).Hits;
                Assert.Equal(Array.IndexOf(styles, style), hits[0].Key);
                Assert.True(hits[0].Score > hits[1].Score);
                Assert.Equal(styles.Length, hits.Count(h => h.Key < 10));
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public void Highlight_AnyText_GivesRangesOfWholeCharacters()
    {
        using var folder = TemporaryFolder.OfMemory();
        using var index = KeywordIndex.Open(folder.Path, new());
        using var snapshot = index.Snapshot();
        var marked = new LawCases();
        Gen.Select(Text, Text, Gen.Bool).Sample(
            (query, text, own) =>
            {
                var ranges = snapshot.Highlight(own ? text : query, text);
                marked.Count(ranges.Count > 0);
                var last = -1;
                foreach (var (start, end) in ranges)
                {
                    Assert.True(last < start && start < end && end <= text.Length);
                    Assert.False(char.IsLowSurrogate(text[start]));
                    Assert.False(char.IsHighSurrogate(text[end - 1]));
                    last = end;
                }
            },
            iter: 2000, threads: 1);
        marked.AssertShare(.5);
    }

    private static string Name(string[] parts, string joint) => joint switch
    {
        "A" => parts[0] + string.Concat(parts.Skip(1).Select(p => char.ToUpperInvariant(p[0]) + p[1..])),
        _ => string.Join(joint, parts),
    };

    private static (long, int)[] Bits(string[] texts, string query)
    {
        using var folder = TemporaryFolder.OfMemory();
        using var index = KeywordIndex.Open(folder.Path, new());
        index.Add(texts.Select((t, i) => new KeywordEntry(i, "", t)));
        using var snapshot = index.Snapshot();
        return [.. snapshot.Find(query, 10).Hits.Select(h => (h.Key, BitConverter.SingleToInt32Bits(h.Score)))];
    }
}
