using Lodestone.Encoders;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility;

/// <summary>Ranks the texts of a request: tokenises them once, admits their tokens, and runs the model.</summary>
internal sealed class RankingRun(RequestAdmission admission)
{
    /// <exception cref="RequestException">A text is too long and may not be truncated, or the server is overloaded.</exception>
    /// <exception cref="ArgumentException">The query is blank or too long.</exception>
    public async Task<Ranking> RunAsync(
        HttpContext context, CrossEncoder encoder, string query, IReadOnlyList<string> texts, RankingCut cut)
    {
        admission.EnsureRoom(context, cut.Usual);
        var options = new RerankOptions
        {
            LongPassages = cut.MaxWindows > 1 ? LongPassages.Windows : LongPassages.Truncate,
            MaxWindows = Math.Max(1, cut.MaxWindows),
            MaxPassageTokens = cut.MaxTokens,
        };
        var prepared = encoder.Prepare(query, texts, options, context.RequestAborted);
        for (var i = 0; cut.Field is not null && i < texts.Count; i++)
        {
            if (prepared.PassageTokens[i] is var tokens && tokens > prepared.PassageRoom)
                throw TextTooLong.Create(FormattableString.Invariant($"{cut.Field}[{i}]"), tokens, prepared.PassageRoom, encoder.Name);
        }

        var work = admission.Admit(context, prepared.Tokens, cut.Usual);
        var ranking = await prepared.RunAsync(work.Priority, work, context.RequestAborted).ConfigureAwait(false);
        return new Ranking(encoder.Name, work.Read, [.. ranking.Passages.Select(p => new RankedText(p))]);
    }
}

/// <summary>One text of a ranking.</summary>
/// <param name="Score">The cross-encoder's score.</param>
internal sealed record RankedText(RerankScore Score)
{
    /// <summary>The tokens of the text that were not read.</summary>
    public int TruncatedTokens => Score.DroppedTokens;

    public bool IsBlank => Score.State == PassageState.Blank;

    /// <summary>The state in responses of a text that no model has read; null for all others.</summary>
    public string? State => IsBlank ? "blank" : null;
}

/// <summary>Texts in the order of a cross-encoder's scores, blank ones last.</summary>
/// <param name="Model">The cross-encoder.</param>
/// <param name="Tokens">The number of tokens read.</param>
/// <param name="Texts">The texts, best first.</param>
internal sealed record Ranking(string Model, long Tokens, IReadOnlyList<RankedText> Texts);

/// <summary>The treatment of texts that are too long, and the priority of a ranking without a header.</summary>
internal sealed record RankingCut
{
    /// <summary>The texts' field in the request if none may be truncated; null if texts that are too long are truncated.</summary>
    public string? Field { get; init; }

    /// <summary>The maximum tokens of a text that are read; null: as many as the model has room for.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The maximum number of overlapping windows of a text; the best window's score is the text's.</summary>
    public int MaxWindows { get; init; } = 1;

    /// <summary>The priority; null: derived from the size.</summary>
    public WorkPriority? Usual { get; init; }
}
