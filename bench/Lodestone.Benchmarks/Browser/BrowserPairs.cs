using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Real queries with real passages, cut so that every pair has the same number of tokens: no system pads or truncates.</summary>
internal sealed class BrowserPairs(Tokenizer tokenizer, IReadOnlyList<RerankTask> tasks)
{
    // [CLS] and two [SEP].
    private const int Special = 3;

    /// <summary>The first queries that leave at least half of a pair to the passage, with the first passages long enough.</summary>
    public IReadOnlyList<RerankTask> OfLength(int tokens, int queries, int passages)
    {
        var found = new List<RerankTask>();
        foreach (var task in tasks)
        {
            var room = tokens - Special - tokenizer.Encode(task.Query).Count;
            if (room < tokens / 2)
                continue;
            string[] cut = [.. task.Passages.Select(passage => Cut(passage, room)).OfType<string>().Distinct().Take(passages)];
            if (cut.Length == passages)
                found.Add(new RerankTask(task.Query, cut));
            if (found.Count == queries)
                return found;
        }

        throw new InvalidOperationException(
            $"Only {found.Count} of {tasks.Count} queries have {passages} passages that fill a pair of {tokens} tokens; wanted {queries}.");
    }

    /// <summary>A passage's beginning with exactly this number of tokens; null when it does not exist, such as within a word.</summary>
    private string? Cut(string passage, int tokens)
    {
        var whole = tokenizer.Encode(passage);
        if (whole.Count < tokens)
            return null;
        var beginning = passage[..whole.Offsets.Span[tokens - 1].End];
        var again = tokenizer.Encode(beginning).Ids.Span;
        return again.SequenceEqual(whole.Ids.Span[..tokens]) ? beginning : null;
    }
}
