using System.Globalization;

namespace Lodestone.Search.Rerank;

/// <summary>Asks the reranker that the application gave, and checks what it returns.</summary>
/// <remarks>It is never waited for beyond a budget or a cancellation, also when it blocks its thread or ignores its token.</remarks>
internal sealed class ApplicationReranker(IReranker reranker, TimeProvider clock)
{
    // The reranker is told a little less than the time it has, so that one that honours its budget can return the scores it has by then.
    private const double ToldShare = 0.9;

    /// <summary>The type's name, until a result names the model.</summary>
    public string Name { get; } = reranker.GetType().Name;

    /// <summary>Scores passages. Blank ones are not sent; all that the budget left out are marked.</summary>
    /// <exception cref="ComponentException">The reranker failed, or its result cannot be used.</exception>
    public async Task<RerankResult> ScoreAsync(
        string query, string[] passages, RerankOptions options, CancellationToken cancellationToken)
    {
        int[] sent = [.. Enumerable.Range(0, passages.Length).Where(i => !Document.IsBlank(passages[i]))];
        var result = new RerankResult([]);
        if (sent.Length > 0)
        {
            string[] texts = [.. sent.Select(i => passages[i])];
            if (await AskAsync(query, texts, options, cancellationToken).ConfigureAwait(false) is { } asked)
                result = Checked(asked, sent.Length);
        }

        var scores = new RerankScore[passages.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = new RerankScore { Index = i, State = PassageState.Blank };
        foreach (var index in sent)
            scores[index] = scores[index] with { State = PassageState.NotScored };
        foreach (var score in result.Passages)
            scores[sent[score.Index]] = Completed(score) with { Index = sent[score.Index] };
        return new RerankResult(scores) { Model = result.Model, Elapsed = result.Elapsed };
    }

    // Null when the budget ended first.
    private async Task<RerankResult?> AskAsync(
        string query, string[] texts, RerankOptions options, CancellationToken cancellationToken)
    {
        var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var told = options with { Budget = options.Budget * ToldShare };
        var asked = Task.Run(() => reranker.RerankAsync(query, texts, told, leave.Token), CancellationToken.None);
        try
        {
            var left = options.Budget ?? Timeout.InfiniteTimeSpan;
            return await asked.WaitAsync(left, clock, cancellationToken).ConfigureAwait(false) ??
                throw Invalid("null", "a result");
        }
        catch (TimeoutException) when (!asked.IsCompleted)
        {
            return null;
        }
        catch (Exception error) when (error is not ComponentException && !cancellationToken.IsCancellationRequested)
        {
            throw error is InvalidArgumentException { Code: ErrorCodes.ValueNotFinite or ErrorCodes.ValueNull or ErrorCodes.IdDuplicate }
                or InvalidRangeException
                ? new ComponentException(ErrorCodes.RerankerOutputInvalid, Name, $"The reranker '{Name}' failed: {error.Message}", error)
                : ComponentException.Failed(ErrorCodes.RerankerFailed, Name, "reranker", error);
        }
        finally
        {
            _ = EndAsync(asked, leave);
        }
    }

    // A call that was left may still end; its exception is then of no use to any caller.
    private static async Task EndAsync(Task asked, CancellationTokenSource leave)
    {
        if (!asked.IsCompleted)
            await leave.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        leave.Dispose();
    }

    // A result has each index once and finite logits; what it cannot know is the number of passages.
    private RerankResult Checked(RerankResult result, int passages)
    {
        if (result.Passages.Count != passages)
            throw Invalid(Number(result.Passages.Count) + " scores", $"{Number(passages)}, one for each passage");
        var last = result.Passages.Max(s => s.Index);
        if (last >= passages)
            throw Invalid($"a score of passage {Number(last)}", $"passages 0 to {Number(passages - 1)}");
        // Blank passages were not sent.
        return result.Passages.FirstOrDefault(s => s.State == PassageState.Blank) is { } blank
            ? throw Invalid($"no score for passage {Number(blank.Index)}, which has words", "a score, or none for lack of time")
            : result;

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private static RerankScore Completed(RerankScore score) =>
        score is { State: PassageState.Scored, Probability: null }
            ? score with { Probability = RerankScore.Sigmoid(score.Logit!.Value) }
            : score;

    private ComponentException Invalid(string found, string accepted) => new(
        ErrorCodes.RerankerOutputInvalid, Name, $"The reranker '{Name}' returned {found}; accepted: {accepted}.")
    {
        Found = found,
        Accepted = accepted,
    };
}
