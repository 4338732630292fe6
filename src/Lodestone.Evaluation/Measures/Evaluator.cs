using Lodestone.Evaluation.Measures;

namespace Lodestone.Evaluation;

/// <summary>Measures runs against judgements.</summary>
/// <remarks>
/// Values equal trec_eval 10's; the decision record 0008 lists its measures that are not here. Pure: same input, same answer.
/// </remarks>
public static class Evaluator
{
    /// <summary>Measures a run.</summary>
    /// <param name="judgements">What is relevant.</param>
    /// <param name="run">What was found.</param>
    /// <param name="measures">What to measure; one that comes again is left out.</param>
    /// <param name="options">What counts.</param>
    /// <exception cref="ArgumentException">No measure is given, or no query counts: mostly, ids of two different data sets.</exception>
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
                ErrorCodes.MeasureMissing, "No measure is asked for; give one or more, such as Measure.Ndcg(10).", nameof(measures));
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
    /// Measures the best any reranker could make of a run's documents: <see cref="Run.RerankedIdeally"/>, evaluated. What is missing
    /// from 1 is what retrieval has lost.
    /// </summary>
    /// <param name="judgements">What is relevant.</param>
    /// <param name="candidates">What the reranker is given, in the order of the stage before it.</param>
    /// <param name="measures">What to measure.</param>
    /// <param name="options">What counts; MaxDocuments is how many of each query's documents the reranker is given.</param>
    /// <exception cref="ArgumentException">No measure is given, or no query counts.</exception>
    public static EvaluationResult BestPossible(
        Judgements judgements, Run candidates, IEnumerable<Measure> measures, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        options?.Validate();
        return Evaluate(judgements, candidates.RerankedIdeally(judgements, options?.MaxDocuments), measures, options);
    }
}
