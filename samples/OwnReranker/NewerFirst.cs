using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone;

namespace OwnReranker;

/// <summary>A decorator: a passage gets a logit more for each two years that the latest year in it is after 2020.</summary>
internal sealed partial class NewerFirst(IReranker inner) : DelegatingReranker(inner)
{
    public override async Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        // All of them, since the order changes here; Top is applied at the end.
        var result = await base.RerankAsync(query, passages, (options ?? new()) with { Top = null }, cancellationToken);
        var logits = new float?[passages.Count];
        foreach (var score in result.Passages)
            logits[score.Index] = score.Logit + Bonus(passages[score.Index]);
        return RerankResult.FromLogits(logits, options?.Top);
    }

    private static float Bonus(string passage)
    {
        var years = Year().Matches(passage).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture));
        return (years.DefaultIfEmpty(2020).Max() - 2020) / 2f;
    }

    [GeneratedRegex(@"\b20\d\d\b")]
    private static partial Regex Year();
}
