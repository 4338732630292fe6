using Lodestone.Encoders.Loading;

namespace Lodestone.Encoders.Reranking;

/// <summary>The tokenised pairs of one call, and the model runs they need.</summary>
internal sealed class PairPlan
{
    private readonly LoadedEncoder _model;
    private readonly RerankOptions _options;

    public PairPlan(LoadedEncoder model, RerankOptions options)
    {
        _model = model;
        _options = options;
    }

    public List<PairEntry> Pairs { get; } = [];

    public List<PairRun> Runs { get; } = [];

    /// <summary>The number of passage tokens that fit beside the last query; 0 before the first.</summary>
    public int PassageRoom { get; private set; }

    /// <summary>The number of tokens that the runs read in all, special tokens included.</summary>
    public long Tokens => Runs.Sum(run => (long)Pairs[run.Pair].Query.Length + run.Count + _model.Tokenizer.Template.PairSpecialTokens);

    /// <summary>Validates the length of a query and returns the number of passage tokens that fit beside it.</summary>
    public int Room(int queryTokens, string parameter)
    {
        var special = _model.Tokenizer.Template.PairSpecialTokens;
        var room = _model.MaxTokens - special - queryTokens;
        if (room >= 1)
            return PassageRoom = room;
        throw new InvalidArgumentException(
            ErrorCodes.QueryTooLong,
            $"The query has {queryTokens} tokens; '{_model.Name}' reads at most {_model.MaxTokens}, {special} of them special, and the " +
            $"query is never cut, so it may have at most {_model.MaxTokens - special - 1}. Shorten the query.",
            parameter);
    }

    public ReadOnlyMemory<int> Query(string query, string parameter)
    {
        if (BlankText.IsBlank(query))
        {
            throw new InvalidArgumentException(
                ErrorCodes.QueryBlank, "The query is blank. A passage can be scored only against a query with words.", parameter);
        }
        return _model.Tokenizer.Encode(query).Ids;
    }

    public void Add(ReadOnlyMemory<int> query, int room, PassageTokens passage)
    {
        if (_options.MaxPassageTokens is { } most && passage.Ids.Length > most)
            passage = passage.Cut(most, _model.Tokenizer.TruncatesLeft);
        var (first, count) = (Runs.Count, passage.Ids.Length);
        if (count > room && _options.LongPassages == LongPassages.Windows)
            AddWindows(count, room);
        else if (count > 0)
            Runs.Add(Cut(count, room));
        Pairs.Add(new PairEntry(query, passage, first, Runs.Count - first));
    }

    /// <summary>Keeps the index of a passage that is not read, because it is blank or the budget is spent.</summary>
    public void AddUnread(ReadOnlyMemory<int> query, bool late) =>
        Pairs.Add(new PairEntry(query, default, Runs.Count, 0) { Late = late });

    private PairRun Cut(int tokens, int room)
    {
        var count = Math.Min(tokens, room);
        return new PairRun(Pairs.Count, _model.Tokenizer.TruncatesLeft ? tokens - count : 0, count);
    }

    private void AddWindows(int tokens, int room)
    {
        // With an overlap as wide as the room, the windows would never advance.
        var step = Math.Max(1, room - _options.WindowOverlap);
        for (var (start, windows) = (0, 0); windows < _options.MaxWindows; start += step, windows++)
        {
            Runs.Add(new PairRun(Pairs.Count, start, Math.Min(room, tokens - start)));
            if (start + room >= tokens)
                break;
        }
    }
}

/// <summary>One model run: a pair, and the tokens of its passage to read.</summary>
internal readonly record struct PairRun(int Pair, int Start, int Count);

/// <summary>A passage's token ids, and the range of each in its text; the ranges are empty when only the ids are known.</summary>
internal readonly record struct PassageTokens(ReadOnlyMemory<int> Ids, ReadOnlyMemory<TextRange> Offsets)
{
    /// <summary>The number of tokens truncated by the caller's own limit.</summary>
    public int Dropped { get; private init; }

    public PassageTokens Cut(int most, bool left)
    {
        var kept = left ? ^most.. : ..most;
        return new PassageTokens(Ids[kept], Offsets.IsEmpty ? Offsets : Offsets[kept]) { Dropped = Dropped + Ids.Length - most };
    }
}

/// <summary>One pair of a call, with its token ids and its runs.</summary>
/// <param name="Query">The query's tokens.</param>
/// <param name="Passage">The passage's tokens.</param>
/// <param name="FirstRun">The index of its first run.</param>
/// <param name="RunCount">The number of its runs; 0 when it is not given to the model.</param>
internal sealed record PairEntry(ReadOnlyMemory<int> Query, PassageTokens Passage, int FirstRun, int RunCount)
{
    /// <summary>Whether the budget was spent before the passage was tokenised.</summary>
    public bool Late { get; init; }
}

/// <summary>The passages of one call; the tokens of each are read at most once, in order.</summary>
internal interface IPassageTokens
{
    int Count { get; }

    bool IsBlank(int index);

    PassageTokens Tokens(int index);
}

/// <summary>Passages given as texts, tokenised one at a time.</summary>
internal sealed class TextPassages(Tokenizer tokenizer, IReadOnlyList<string> passages) : IPassageTokens
{
    public int Count => passages.Count;

    public bool IsBlank(int index) => BlankText.IsBlank(passages[index] ??
        throw new InvalidArgumentException(
            ErrorCodes.ValueNull, $"Passage {index} is null. An empty string is accepted; null is not.", "passages"));

    public PassageTokens Tokens(int index)
    {
        var text = tokenizer.Encode(passages[index]);
        return new PassageTokens(text.Ids, text.Offsets);
    }
}

/// <summary>Passages given as token ids.</summary>
internal sealed class TokenPassages(LoadedEncoder model, IReadOnlyList<ReadOnlyMemory<int>> passageTokenIds) : IPassageTokens
{
    public int Count => passageTokenIds.Count;

    public bool IsBlank(int index) => passageTokenIds[index].IsEmpty;

    public PassageTokens Tokens(int index) =>
        new(model.Validate(passageTokenIds[index], index, nameof(passageTokenIds)), default);
}
