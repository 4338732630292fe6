using Lodestone.Search.Tracing;
using Lodestone.Snapshots;
using Lodestone.Storage;

namespace Lodestone.Search;

/// <summary>The hits of the page that a search was asked for.</summary>
/// <remarks>Their texts are the only ones that a search without rerank reads. What was shown before is not read again.</remarks>
internal sealed class HitPage(string query, SearchOptions options, SearchLease lease)
{
    private readonly Dictionary<long, (StoredPassage Passage, IReadOnlyList<TextRange> Highlights)> _read = [];

    public Hit[] Show(IReadOnlyList<Candidate> ranked, StageReport report)
    {
        Candidate[] page = [.. ranked.Skip(options.Skip).Take(options.Top)];
        long[] unread = [.. page.Select(c => c.Passage.Key).Where(k => !_read.ContainsKey(k))];
        foreach (var passage in lease.Store.ReadPassages(unread))
        {
            TextRange[] highlights = [.. lease.Keywords.Highlight(query, passage.Text).Select(r => new TextRange(r.Start, r.End))];
            _read.Add(passage.Key, (passage, highlights));
        }

        report.Count = page.Length;
        return [.. page.Select((candidate, i) => ToHit(candidate, options.Skip + i + 1))];
    }

    private Hit ToHit(Candidate candidate, int rank)
    {
        var (passage, highlights) = _read[candidate.Passage.Key];
        return new Hit
        {
            Rank = rank,
            FinalScore = candidate.FinalScore,
            DocumentId = passage.Document.Document.Id,
            Title = passage.Document.Document.Title,
            Heading = passage.Heading,
            Text = passage.Text,
            Passage = passage.Ordinal,
            Range = new TextRange(passage.Start, passage.End),
            Metadata = passage.Document.Document.Metadata,
            Highlights = highlights,
            Bm25 = candidate.Bm25,
            BiEncoder = candidate.Similarity,
            Fused = candidate.Fused,
            CrossEncoder = candidate.CrossEncoder,
            Outcome = candidate.Outcome,
        };
    }
}
