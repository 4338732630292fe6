using System.Collections.Concurrent;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>Finds the terms of a text: its words, and their other forms. Thread-safe.</summary>
/// <remarks>
/// Text and queries are normalised in the same way (<see cref="TextNormalizer"/>). Other forms are kept apart from words, so that a search
/// can tell the exact word from the others.
/// </remarks>
internal sealed class KeywordAnalysis(KeywordLanguage language, bool stopWords, bool foldAccents) : IDisposable
{
    // Changes with each change of the terms that a text has, so that an index of other terms is not taken for one of these.
    private const string Rules = "words 2";

    private readonly ConcurrentBag<WordReader> _readers = [];

    /// <summary>The name that is recorded in the index.</summary>
    public string Name { get; } = string.Join(
        ", ",
        ((string?[])
        [
            language.ToString(),
            stopWords || language == KeywordLanguage.Plain ? null : "all words",
            foldAccents ? null : "accents kept",
            Rules,
        ]).OfType<string>());

    /// <summary>Reads up to <paramref name="most"/> words with their other forms. Returns whether the text has no more.</summary>
    public bool Read(string text, List<QueryToken> tokens, int most = int.MaxValue)
    {
        tokens.Clear();
        var normalized = TextNormalizer.Normalize(text, places: true);
        var words = 0;
        var reader = Take();
        reader.Start(normalized.Text);
        var isWhole = true;
        while (reader.Next())
        {
            if (reader.Kind == WordKind.Main && ++words > most)
            {
                isWhole = false;
                break;
            }
            var (start, end) = normalized.Original(reader.Place.Start, reader.Place.End);
            tokens.Add(new(reader.Term.ToString(), reader.Kind, reader.PositionIncrement, start, end));
        }
        reader.End();
        _readers.Add(reader);
        return isWhole;
    }

    /// <summary>Appends all terms; the first word is separated from the earlier ones by the gap.</summary>
    public void Read(string text, AnalyzedText words, int gap)
    {
        if (text.Length == 0)
            return;
        var reader = Take();
        reader.Start(TextNormalizer.Normalize(text, places: false).Text);
        while (reader.Next())
        {
            if (reader.Kind == WordKind.Main)
            {
                words.AddWord(reader.Term, reader.PositionIncrement + gap);
                gap = 0;
            }
            else
            {
                // The form of a stop word takes the word's distance.
                gap += reader.PositionIncrement;
                words.AddForm(reader.Term);
            }
        }
        reader.End();
        _readers.Add(reader);
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    // A reader whose text could not be read to its end is not used again.
    private WordReader Take() => _readers.TryTake(out var reader) ? reader : new(language, stopWords, foldAccents);
}

/// <summary>A term of a text, its distance from the previous word (2 after a stop word), and its place in the text.</summary>
internal readonly record struct QueryToken(string Term, WordKind Kind, int PositionIncrement, int Start, int End);
