using Lodestone.Encoders;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility;

/// <summary>Ranks the texts of a request: tokenised once, admitted by what will be read, and run.</summary>
internal sealed class RankingRun(RequestAdmission admission)
{
    /// <exception cref="RequestException">A text is too long and not to be cut, or the server is overloaded.</exception>
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
/// <param name="Score">What the cross-encoder says of it.</param>
internal sealed record RankedText(RerankScore Score)
{
    /// <summary>Tokens of the text that were not read.</summary>
    public int TruncatedTokens => Score.DroppedTokens;

    public bool IsBlank => Score.State == PassageState.Blank;

    /// <summary>The word of responses for a text that no model has read; null for all others.</summary>
    public string? State => IsBlank ? "blank" : null;
}

/// <summary>Texts in the order a cross-encoder gives them, blank ones last.</summary>
/// <param name="Model">The cross-encoder.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="Texts">The texts, best first.</param>
internal sealed record Ranking(string Model, long Tokens, IReadOnlyList<RankedText> Texts);

/// <summary>What becomes of texts that are too long, and what a ranking is run as when its header does not say.</summary>
internal sealed record RankingCut
{
    /// <summary>What the request calls the texts, if none may be cut; null if those too long are to be cut.</summary>
    public string? Field { get; init; }

    /// <summary>Tokens of a text that are read at most; null: as many as the model has room for.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>In how many overlapping windows a text is read at most; the best one's score is the text's.</summary>
    public int MaxWindows { get; init; } = 1;

    /// <summary>What it is run as; null: what its size says.</summary>
    public WorkPriority? Usual { get; init; }
}
