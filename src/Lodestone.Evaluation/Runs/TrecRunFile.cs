using System.Globalization;
using Lodestone.Evaluation.Files;

namespace Lodestone.Evaluation.Runs;

/// <summary>The lines of a TREC run.</summary>
internal static class TrecRunFile
{
    public static Run Read(LineReader lines)
    {
        const string Expected = "query, Q0, document, rank, score and tag, between white space";
        var rankings = new Dictionary<string, List<RankedDocument>>(StringComparer.Ordinal);
        var seen = new HashSet<(string Query, string Document)>();
        var tag = "";
        while (TrecFields.Next(lines) is { } fields)
        {
            if (fields is not [var query, _, var document, _, var text, var name, ..])
                throw lines.Error($"{fields.Length} fields", Expected, "Correct the line");
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !Run.IsScore(score))
                throw lines.Error($"the score '{text}'", "a number from -1e37 to 1e37", "Correct the line");
            // White space alone, which the fields have none of, is not all that is blank.
            if (Document.IsBlank(name))
                throw lines.Error("a tag without a visible character", Expected, "Correct the line");
            if (!seen.Add((query, document)))
                throw lines.Error($"document '{document}' again for query '{query}'", "each document once", "Keep one of the two lines");
            if (!rankings.TryGetValue(query, out var ranking))
                rankings.Add(query, ranking = []);
            ranking.Add(new RankedDocument(document, score));
            tag = name;
        }

        if (rankings.Count == 0)
        {
            throw new EvaluationFormatException(
                ErrorCodes.RunMalformed,
                $"'{lines.Path}' has no line of a run; expected: {Expected}. Check that the run was written.",
                lines.Path, null, Expected, "no line");
        }
        return Run.Create(
            tag, rankings.Select(r => KeyValuePair.Create(r.Key, (IReadOnlyList<RankedDocument>)r.Value)), RunOrder.AsTrecEval);
    }

    public static int Write(Run run, TextWriter writer)
    {
        TrecFields.ThrowIfReadOnly(run.Tag, "tag");
        var changed = 0;
        foreach (var query in run.Queries)
        {
            TrecFields.ThrowIfReadOnly(query, "query id");
            var rank = 0;
            var (before, idBefore) = (float.PositiveInfinity, "");
            foreach (var (id, own, _) in run.Of(query))
            {
                TrecFields.ThrowIfReadOnly(id, "document id");
                var score = (float)own;
                if (TrecOrder.Compare(before, idBefore, score, id) >= 0)
                {
                    score = MathF.BitDecrement(before);
                    changed++;
                }
                // The shortest digits that restore the number; two different numbers stay different in double precision too.
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{query} Q0 {id} {++rank} {score} {run.Tag}\n"));
                (before, idBefore) = (score, id);
            }
        }

        return changed;
    }
}
