using Lodestone.Evaluation.Measures;

namespace Lodestone.Evaluation;

/// <summary>Measures runs against judgements.</summary>
/// <remarks>
/// Values equal trec_eval 10's; decision record 0008 lists the measures of trec_eval that are missing here. Deterministic and thread-safe.
/// </remarks>
public static class Evaluator
{
    /// <summary>Measures a run.</summary>
    /// <param name="judgements">The judgements.</param>
    /// <param name="run">The rankings.</param>
    /// <param name="measures">The measures; a repeated one is ignored.</param>
    /// <param name="options">The options. Default: those of <see cref="EvaluationOptions"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="measures"/> is empty, or no query counts, usually because the ids are of different data sets.
    /// </exception>
    public static EvaluationResult Evaluate(
        Judgements judgements, Run run, IEnumerable<Measure> measures, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(measures);
        options ??= new EvaluationOptions();
        options.Validate();
        Measure[] asked = [.. measures.Distinct()];
        if (asked.Length == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.MeasureMissing, "No measure is given. Pass one or more, such as Measure.Ndcg(10).", nameof(measures));
        }

        var found = run.Queries.ToHashSet(StringComparer.Ordinal);
        string[] queries = [.. judgements.Queries.Where(q => options.CompleteQueries || found.Contains(q))];
        if (queries.Length == 0 || (found.Count > 0 && !found.Overlaps(judgements.Queries)))
        {
            throw new InvalidArgumentException(
                ErrorCodes.QueriesDiffer,
                $"None of the run's {found.Count} queries (such as '{run.Queries.FirstOrDefault()}') is among the "
                + $"{judgements.Queries.Count} judged ones (such as '{judgements.Queries.FirstOrDefault()}'). "
                + "Use judgements with the run's query ids.", nameof(run));
        }

        var values = asked.ToDictionary(m => m.Name, _ => new double[queries.Length], StringComparer.Ordinal);
        var barren = new List<string>();
        for (var i = 0; i < queries.Length; i++)
        {
            var ranking = new JudgedRanking(judgements.Of(queries[i]), run.Of(queries[i]), options);
            if (!ranking.HasRelevant)
                barren.Add(queries[i]);
            foreach (var measure in asked)
                values[measure.Name][i] = ranking.Value(measure);
        }

        return new EvaluationResult(asked, queries, values)
        {
            WithoutResults = [.. judgements.Queries.Where(q => run.Of(q).Count == 0)],
            WithoutJudgements = [.. run.Queries.Where(q => !judgements.Contains(q))],
            WithoutRelevant = barren,
        };
    }

    /// <summary>
    /// Measures the best possible reranking of a run's documents: <see cref="Run.RerankedIdeally"/>, evaluated. The distance from 1 is the
    /// loss of retrieval.
    /// </summary>
    /// <param name="judgements">The judgements.</param>
    /// <param name="candidates">The documents that the reranker reads, in the order of the stage before it.</param>
    /// <param name="measures">The measures.</param>
    /// <param name="options">The options; MaxDocuments is the number of documents per query that the reranker reads.</param>
    /// <exception cref="ArgumentException"><paramref name="measures"/> is empty, or no query counts.</exception>
    public static EvaluationResult BestPossible(
        Judgements judgements, Run candidates, IEnumerable<Measure> measures, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        options?.Validate();
        return Evaluate(judgements, candidates.RerankedIdeally(judgements, options?.MaxDocuments), measures, options);
    }
}
