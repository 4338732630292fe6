using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>An exact word ranks above its other forms, and a whole name above its parts.</summary>
public sealed class WordRankingTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.OfMemory();

    // The passages are in the order that is expected, and written in the opposite order, so that a tie fails.
    [Theory]
    [InlineData("resume", "the resume here", "the résumé here")]
    [InlineData("résumé", "the résumé here", "the resume here")]
    [InlineData("résumé", "the re\u0301sume\u0301 here", "the resumé here")]
    [InlineData("Müller", "ask Müller now", "ask Muller now")]
    [InlineData("muller", "ask Muller now", "ask Müller now")]
    [InlineData("мой", "это мой дом", "это мои дом")]
    [InlineData("v3.14.2", "release v3.14.2 out", "release 3.14.2 out")]
    [InlineData("3.14.2", "release 3.14.2 out", "release v3.14.2 out")]
    [InlineData("3.14", "release 3.14 out", "release 3.14.2 out")]
    [InlineData("wifi", "the wifi slow", "the wi-fi slow")]
    [InlineData("wi-fi", "slow wi-fi here", "slow wifi here")]
    [InlineData("e-mail", "one e-mail here", "one email here")]
    [InlineData("FH4102", "error FH4102 here", "error FH-4102 here")]
    [InlineData("FH-4102", "error FH-4102 here", "error FH4102 here")]
    [InlineData("1000", "costs 1000 euro", "costs 1,000 euro")]
    [InlineData("1,000", "costs 1,000 euro", "costs 1000 euro")]
    [InlineData("1,5", "about 1,5 bar", "about 1.5 bar")]
    [InlineData("user", "one user more", "one getUserById more")]
    [InlineData("getUserById", "call getUserById", "call user", "call login")]
    [InlineData("get_user_by_id", "call get_user_by_id", "call getUserById", "call user")]
    [InlineData("NullReferenceException", "the NullReferenceException here", "the null reference exception here")]
    [InlineData("don't", "we don't touch", "we dont touch")]
    [InlineData("dont", "we dont touch", "we don't touch")]
    [InlineData("U.S.A.", "the U.S.A. office", "the USA office")]
    [InlineData("USA", "the USA office", "the U.S.A. office")]
    [InlineData("C", "use C here", "use C++ here")]
    [InlineData("C++", "use C++ here", "use C here")]
    [InlineData("C#", "use C# here", "use C here")]
    [InlineData("°C", "at 40 °C outside", "at 40 C outside")]
    [InlineData(".NET", "use .NET here", "use net here")]
    [InlineData("net", "use net here", "use .NET here")]
    [InlineData("ASP.NET", "use ASP.NET here", "use .NET here")]
    [InlineData("I/O", "the I/O port", "the IO port")]
    [InlineData("24/7", "open 24/7 daily", "open 24 and 7 daily")]
    [InlineData("5kg", "weighs 5kg here", "weighs 5 kg here")]
    [InlineData("snake_case_name", "one snake_case_name", "one snakeCaseName", "one snake")]
    [InlineData("東京", "東京の駅", "京東の駅")]
    [InlineData("/var/log/quarry.log", "see /var/log/quarry.log here", "see quarry.log, a log of var here")]
    [InlineData("std::vector", "use std::vector here", "use vector of std here")]
    [InlineData("O'Neil", "ask O’Neil now", "ask ONeil now")]
    public void Search_ExactForm_RanksAboveTheOthers(string query, params string[] passages)
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add(passages.Select((text, i) => new KeywordEntry(passages.Length - i, "", text)));
        index.Add(Enumerable.Range(10, 10).Select(i => new KeywordEntry(i, "", $"filler number {i} about nothing")));
        using var snapshot = index.Snapshot();
        var found = snapshot.Find(query, passages.Length).Hits;
        Assert.Equal(passages.Length, found[0].Key);
        Assert.Equal(found.Select(h => h.Score).Distinct(), found.Select(h => h.Score));
        Assert.Equal(found.Select(h => h.Key).OrderDescending(), found.Select(h => h.Key));
    }

    [Fact]
    public void Search_RareOtherForm_DoesNotOutrankTheCommonWord()
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add(Enumerable.Range(1, 200).Select(i => new KeywordEntry(i, "", $"one resume more {(i % 2 == 0 ? "even" : "odd")}")));
        index.Add([new(0, "", "one résumé more even")]);
        using var snapshot = index.Snapshot();
        var hits = snapshot.Find("resume", 201).Hits;
        Assert.Equal(201, hits.Count);
        Assert.Equal(0, hits[^1].Key);
        Assert.True(hits[^1].Score < hits[^2].Score);
    }

    [Fact]
    public void Search_LanguagesWithSymbols_AreLanguagesOfTheirOwn()
    {
        string[] languages = ["C", "C++", "C#", ".NET", "F#", "Objective-C"];
        string[] cities = ["Oslo", "Bergen", "Turku", "Riga", "Leeds", "Cork", "Porto", "Vigo"];
        KeywordEntry[] entries =
        [
            .. languages.SelectMany((l, i) => cities.Select((c, k) => new KeywordEntry(
                (k * languages.Length) + i, "", $"We look for a {l} developer in {c}, full time, with five years of practice."))),
            new(1000, "", "The net salary of a developer in Oslo is shown in the table of the union."),
        ];
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add(entries);
        using var snapshot = index.Snapshot();
        foreach (var language in languages)
        {
            var first = snapshot.Find($"{language} developer", cities.Length).Hits;
            Assert.All(first, h => Assert.Contains($" {language} ", entries.First(e => e.Key == h.Key).Text, StringComparison.Ordinal));
        }
        Assert.Equal(1000, snapshot.Find("net salary", 1).Hits[0].Key);
        var best = snapshot.Find(".NET developer in Oslo", 1).Hits[0].Key;
        Assert.Contains("a .NET developer in Oslo", entries.First(e => e.Key == best).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(1000L, snapshot.Find(".NET developer", cities.Length).Hits.Select(h => h.Key));
    }

    [Fact]
    public void Search_AccentsKept_FindsTheExactWordOnly()
    {
        using var index = KeywordIndex.Open(_folder.Path, new() { FoldAccents = false });
        index.Add([new(1, "", "the résumé"), new(2, "", "the resume")]);
        using var snapshot = index.Snapshot();
        Assert.Equal([1L], snapshot.Find("re\u0301sume\u0301", 5).Hits.Select(h => h.Key));
        Assert.Equal([2L], snapshot.Find("resume", 5).Hits.Select(h => h.Key));
    }

    [Fact]
    public void Search_OtherForms_DoNotChangeTheLengthOfAPassage()
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add([new(1, "", "needle max_open_files wi-fi résumé 3.14.2"), new(2, "", "needle one two three four five")]);
        using var snapshot = index.Snapshot();
        var hits = snapshot.Find("needle", 2).Hits;
        Assert.Equal(hits[0].Score, hits[1].Score);
    }

    public void Dispose() => _folder.Dispose();
}
