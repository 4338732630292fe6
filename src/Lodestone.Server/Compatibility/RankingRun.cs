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
        var tokenizer = encoder.Tokenizer;
        var room = encoder.MaxTokens - tokenizer.PairSpecialTokens - tokenizer.Encode(query).Count;
        var ids = new ReadOnlyMemory<int>[texts.Count];
        var dropped = new int[texts.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            // White space may have tokens, but is nothing that could be ranked.
            if (BlankText.IsBlank(texts[i]))
                continue;
            ids[i] = tokenizer.Encode(texts[i]).Ids;
            if (cut.Field is { } field && room > 0 && ids[i].Length > room)
                throw TextTooLong.Create(FormattableString.Invariant($"{field}[{i}]"), ids[i].Length, room, encoder.Name);
            dropped[i] = Math.Max(0, ids[i].Length - cut.MaxTokens);
            ids[i] = tokenizer.TruncatesLeft ? ids[i][dropped[i]..] : ids[i][..^dropped[i]];
        }

        var options = new RerankOptions
        {
            LongPassages = cut.MaxWindows > 1 ? LongPassages.Windows : LongPassages.Truncate,
            MaxWindows = Math.Max(1, cut.MaxWindows),
        };
        var work = admission.Admit(context, encoder.CountTokens(query, ids, options, context.RequestAborted), cut.Usual);
        var reranking = await encoder
            .RerankAsync(query, ids, options with { Priority = work.Priority, TokensRead = work }, context.RequestAborted)
            .ConfigureAwait(false);
        return new Ranking(encoder.Name, work.Read, [.. reranking.Passages.Select(p => new RankedText(p, dropped[p.Index]))]);
    }
}
