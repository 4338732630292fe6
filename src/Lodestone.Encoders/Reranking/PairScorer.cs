using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Reranking;

/// <summary>Runs the graph on pairs and reads their scores.</summary>
internal sealed class PairScorer(LoadedEncoder model, ScoreHead head, TimeProvider clock)
{
    // A timer may be early, by its own clock: it looks again after this time.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public string Model => model.Name;

    public async Task<IReadOnlyList<RerankScore>> ScoreAsync(
        PairPlan plan, RerankOptions options, long started, CancellationToken cancellationToken)
    {
        var runs = plan.Runs;
        var outcomes = new RunOutcome[runs.Count];
        var done = 0;
        // With a budget the caller's order counts, because the first passages matter most to the caller.
        var order = options.Budget is null ? LongestFirst.Order(runs.Count, Tokens) : [.. Enumerable.Range(0, runs.Count)];
        var job = new RunJob(order, Run, options.Budget is null ? null : () => IsSpent(options, started), cancellationToken)
        {
            Ticket = options.Ticket,
            Watch = options.Budget is { } budget ? notice => Watch(notice, budget - clock.GetElapsedTime(started)) : null,
        };
        await model.Graph.RunAsync(job, options.Priority).ConfigureAwait(false);
        return [.. plan.Pairs.Select((pair, index) => Result(plan, pair, index, outcomes))];

        int Tokens(int run) => plan.Pairs[runs[run].Pair].Query.Length + runs[run].Count;

        void Run(int index, int worker)
        {
            var run = runs[index];
            var pair = plan.Pairs[run.Pair];
            var buffers = model.Graph.BuffersOf(worker);
            var passage = pair.Passage.Ids.Span.Slice(run.Start, run.Count);
            var tokens = model.Tokenizer.Template.WritePair(pair.Query.Span, passage, buffers.Ids, buffers.TypeIds);
            var logits = buffers.Run(model.Graph, tokens);
            foreach (var logit in logits)
            {
                if (!float.IsFinite(logit))
                    throw new ModelOutputException(model.Name, run.Pair, logit);
            }

            outcomes[index] = new RunOutcome(true, logits[head.Index], head.Probability(logits), tokens);
            options.TokensRead?.Report(tokens);
            options.Progress?.Report((Interlocked.Increment(ref done), runs.Count));
        }
    }

    public bool IsSpent(RerankOptions options, long started) => options.Budget is { } budget && clock.GetElapsedTime(started) >= budget;

    private ITimer Watch(TimerCallback notice, TimeSpan left)
    {
        // A timer has at most some 49 days. A longer budget is looked at more often than needed.
        var due = TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, TimeSpan.TicksPerDay));
        return clock.CreateTimer(notice, null, due, LookAgain);
    }

    private RerankScore Result(PairPlan plan, PairEntry pair, int index, RunOutcome[] outcomes)
    {
        if (pair.RunCount == 0)
            return new RerankScore { Index = index, State = pair.Late ? PassageState.NotScored : PassageState.Blank };

        // The score of half of a passage's windows would not be the passage's score.
        var own = outcomes.AsSpan(pair.FirstRun, pair.RunCount);
        var best = 0;
        for (var i = 0; i < own.Length; i++)
        {
            if (!own[i].Done)
                return new RerankScore { Index = index, State = PassageState.NotScored };
            if (own[i].Logit > own[best].Logit)
                best = i;
        }

        var (_, start, count) = plan.Runs[pair.FirstRun + best];
        var last = plan.Runs[pair.FirstRun + pair.RunCount - 1];
        var read = pair.RunCount == 1 ? count : last.Start + last.Count;
        var offsets = pair.Passage.Offsets.Span;
        return new RerankScore
        {
            Index = index,
            State = PassageState.Scored,
            Logit = own[best].Logit,
            Probability = own[best].Probability,
            Activated = head.Activate(own[best].Logit),
            Tokens = own[best].Tokens,
            DroppedTokens = pair.Passage.Ids.Length - read + pair.Passage.Dropped,
            Windows = pair.RunCount,
            Window = offsets.IsEmpty ? null : new TextRange(offsets[start].Start, offsets[start + count - 1].End),
        };
    }
}

/// <summary>The output of one run; not done when the budget was spent before it.</summary>
internal readonly record struct RunOutcome(bool Done, float Logit, double Probability, int Tokens);
