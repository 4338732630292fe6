using Lodestone.Indexing.Keywords.Analysis;

namespace Lodestone.Indexing.Keywords;

/// <summary>The words of a query, each with the terms by which a passage has it.</summary>
/// <remarks>
/// <para>
/// An exact word counts in full, as if words had no other forms. A passage that has the word in another form only (<c>resume</c> for
/// <c>résumé</c>, <c>getUserById</c> for <c>user</c>) adds a share of it, and never more than an exact one, since the other form's idf is
/// that of the more common of both.
/// </para>
/// <para>The shares were chosen on judged collections: docs/decisions/0022-words.md.</para>
/// </remarks>
internal sealed class QueryWords
{
    // A passage that has the word of the query as another form of its own word.
    private const double FormShare = .6;

    // The other spelling of a word of the query; the rest is the exact word's, so that both together weigh as much as one word.
    private const double FoldShare = .4;

    // Words of the query that are also one word, and parts of a word, in addition to the words themselves.
    private const double JoinedShare = .7;
    private const double PartShare = .3;

    // Words in more passages than this, with less of the weight of the weightiest than that, are not marked in a text.
    private const double CommonFrom = .1;
    private const double CommonWeight = 1.0 / 3;

    // Those that passages have, rarest first, up to the limit; and those that none has.
    private readonly List<QueryWord> _known = [];
    private readonly List<QueryWord> _unknown = [];

    /// <summary>Finds the words in the terms of a query.</summary>
    /// <param name="tokens">The terms, in the order of the query.</param>
    /// <param name="frequency">The number of passages that have a term.</param>
    /// <param name="cancellationToken">Honoured between words.</param>
    public QueryWords(List<QueryToken> tokens, Func<SearchTerm, int> frequency, CancellationToken cancellationToken)
    {
        foreach (var word in Group(tokens))
        {
            cancellationToken.ThrowIfCancellationRequested();
            word.Count(frequency);
            (word.Most > 0 ? _known : _unknown).Add(word);
        }

        _known.Sort(static (a, b) =>
            a.Most != b.Most ? a.Most - b.Most
            : string.CompareOrdinal(a.Text, b.Text) is not 0 and var byText ? byText : a.Kind - b.Kind);
        var terms = new SortedSet<string>(StringComparer.Ordinal);
        var others = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _known.Count && i < KeywordLimits.MaxQueryTerms; i++)
            _known[i].AddTerms(terms);
        Known = [.. terms];
        for (var i = KeywordLimits.MaxQueryTerms; i < _known.Count; i++)
        {
            if (!terms.Contains(_known[i].Text))
                others.Add(_known[i].Text);
        }
        Dropped = [.. others];
        if (_known.Count > KeywordLimits.MaxQueryTerms)
            _known.RemoveRange(KeywordLimits.MaxQueryTerms, _known.Count - KeywordLimits.MaxQueryTerms);
        others.Clear();
        foreach (var word in _unknown)
        {
            if (word.Kind == WordKind.Main)
                others.Add(word.Text);
        }
        Unknown = [.. others];
    }

    /// <summary>The terms that passages have, in ordinal order.</summary>
    public string[] Known { get; }

    /// <summary>The words that no passage has in any form, in ordinal order.</summary>
    public string[] Unknown { get; }

    /// <summary>The most common words of a query with too many, in ordinal order.</summary>
    public string[] Dropped { get; }

    /// <summary>
    /// Each term with the maximum it can add to a score, by descending weight, equal ones in ordinal order, a word before the form.
    /// </summary>
    public List<(SearchTerm Term, double Weight)> Weigh(Bm25Weights bm25)
    {
        var weights = new Dictionary<SearchTerm, double>(_known.Count * 2);
        foreach (var word in _known)
        {
            var kind = word.Kind switch { WordKind.Joined => JoinedShare, WordKind.Part => PartShare, _ => 1 };
            var whole = word.Times * bm25.MaxImpact * kind;
            var folds = 0;
            foreach (var fold in word.Folds)
                folds += fold.Most > 0 ? 1 : 0;
            var own = folds == 0 ? 1 : word.Own.Most == 0 ? 0 : 1 - FoldShare;
            Add(word.Own, word.Own.Exact, whole * own, FormShare);
            foreach (var fold in word.Folds)
                Add(fold, word.Most, whole * (1 - own) / Math.Max(1, folds), word.Own.Most == 0 ? FormShare : 1);
        }

        var terms = new List<(SearchTerm Term, double Weight)>(weights.Count);
        foreach (var (term, weight) in weights)
            terms.Add((term, weight));
        terms.Sort(static (a, b) =>
            a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight)
            : string.CompareOrdinal(a.Term.Text, b.Term.Text) is not 0 and var byText ? byText : a.Term.IsForm.CompareTo(b.Term.IsForm));
        return terms;

        void Add(in TermFrequency term, int passages, double weight, double formShare)
        {
            if (term.Exact > 0)
                Increase(new(term.Text, false), weight * bm25.Idf(Math.Max(passages, term.Exact)));
            if (term.Form > 0)
                Increase(new(term.Text, true), weight * formShare * bm25.Idf(Math.Max(passages, term.Most)));
        }

        void Increase(SearchTerm term, double weight)
        {
            if (weight > 0)
                weights[term] = weights.GetValueOrDefault(term) + weight;
        }
    }

    /// <summary>The terms of the words that are marked in a text.</summary>
    public HashSet<string> ThatCount(Bm25Weights bm25)
    {
        // The rarest word is the weightiest.
        var most = _known.Count == 0 ? 0 : bm25.Idf(_known[0].Most);
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in _known)
        {
            if (word.Most <= CommonFrom * bm25.Count || bm25.Idf(word.Most) >= CommonWeight * most)
                word.AddTerms(terms);
        }
        foreach (var word in _unknown)
        {
            terms.Add(word.Text);
            terms.UnionWith(word.Folds.Select(f => f.Text));
        }
        return terms;
    }

    private static Dictionary<(string, WordKind), QueryWord>.ValueCollection Group(List<QueryToken> tokens)
    {
        var words = new Dictionary<(string, WordKind), QueryWord>();
        QueryWord? last = null;
        foreach (var token in tokens)
        {
            if (token.Kind == WordKind.Single)
                continue;
            // A form without its word, which is a stop word, is a word by itself.
            if (token.Kind != WordKind.Main && token.PositionIncrement > 0)
                last = null;
            if (token.Kind == WordKind.Fold && last is not null)
            {
                last.AddFold(token.Term);
                continue;
            }
            if (!words.TryGetValue((token.Term, token.Kind), out var word))
                words.Add((token.Term, token.Kind), word = new(token.Term, token.Kind));
            word.Times++;
            if (token.Kind == WordKind.Main)
                last = word;
        }
        return words.Values;
    }

    private sealed class QueryWord(string text, WordKind kind)
    {
        private static readonly List<TermFrequency> None = [];

        public string Text { get; } = text;

        public WordKind Kind { get; } = kind;

        public int Times { get; set; }

        public TermFrequency Own { get; private set; } = new(text, 0, 0);

        public List<TermFrequency> Folds { get; private set; } = None;

        /// <summary>The number of passages that have its most common term.</summary>
        public int Most { get; private set; }

        public void AddFold(string fold)
        {
            if (Folds.Count == 0)
                Folds = [];
            if (!Folds.Exists(f => f.Text == fold))
                Folds.Add(new(fold, 0, 0));
        }

        public void Count(Func<SearchTerm, int> frequency)
        {
            Own = TermFrequency.Of(Text, frequency);
            Most = Own.Most;
            for (var i = 0; i < Folds.Count; i++)
            {
                Folds[i] = TermFrequency.Of(Folds[i].Text, frequency);
                Most = Math.Max(Most, Folds[i].Most);
            }
        }

        /// <summary>Adds the terms that passages have.</summary>
        public void AddTerms(ISet<string> terms)
        {
            if (Own.Most > 0)
                terms.Add(Text);
            foreach (var fold in Folds)
            {
                if (fold.Most > 0)
                    terms.Add(fold.Text);
            }
        }
    }

    /// <summary>A term, and the numbers of passages that have it as a word and as another form of a word.</summary>
    private readonly record struct TermFrequency(string Text, int Exact, int Form)
    {
        public int Most => Math.Max(Exact, Form);

        public static TermFrequency Of(string text, Func<SearchTerm, int> frequency) =>
            new(text, frequency(new(text, false)), frequency(new(text, true)));
    }
}
