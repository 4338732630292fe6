namespace Lodestone.Models;

/// <summary>The pairs of one call, tokenised, and the model runs they need.</summary>
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

    /// <summary>Checks a query and gives how many passage tokens fit beside it.</summary>
    public int Room(int queryTokens, string parameter)
    {
        var special = _model.Tokenizer.Template.PairSpecialTokens;
        var room = _model.MaxTokens - special - queryTokens;
        if (room >= 1)
            return room;
        throw new ArgumentException(
            $"The query has {queryTokens} tokens; '{_model.Name}' reads {_model.MaxTokens} at once, {special} of them special, and the " +
            $"query is never cut, so it may have at most {_model.MaxTokens - special - 1}. Shorten the query.",
            parameter);
    }

    public ReadOnlyMemory<int> Query(string query, string parameter)
    {
        if (BlankText.IsBlank(query))
            throw new ArgumentException("The query is blank. A passage can be scored only against a query with words.", parameter);
        return _model.Tokenizer.Encode(query).Ids;
    }

    public void Add(ReadOnlyMemory<int> query, int room, PassageTokens passage)
    {
        var (first, count) = (Runs.Count, passage.Ids.Length);
        if (count > room && _options.LongPassages == LongPassages.Windows)
            AddWindows(count, room);
        else if (count > 0)
            Runs.Add(Cut(count, room));
        Pairs.Add(new PairEntry(query, passage, first, Runs.Count - first));
    }

    /// <summary>Keeps the place of a passage that is not to be read: it is blank, or no time was left for it.</summary>
    public void AddUnread(ReadOnlyMemory<int> query, bool late) =>
        Pairs.Add(new PairEntry(query, default, Runs.Count, 0) { Late = late });

    private PairRun Cut(int tokens, int room)
    {
        var count = Math.Min(tokens, room);
        return new PairRun(Pairs.Count, _model.Tokenizer.TruncatesLeft ? tokens - count : 0, count);
    }

    private void AddWindows(int tokens, int room)
    {
        // An overlap as wide as the room would never get on.
        var step = Math.Max(1, room - _options.WindowOverlap);
        for (var (start, windows) = (0, 0); windows < _options.MaxWindows; start += step, windows++)
        {
            Runs.Add(new PairRun(Pairs.Count, start, Math.Min(room, tokens - start)));
            if (start + room >= tokens)
                break;
        }
    }
}
