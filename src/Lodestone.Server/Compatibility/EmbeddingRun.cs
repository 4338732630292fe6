using Lodestone.Encoders;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility;

/// <summary>Embeds the texts of a request: tokenises them once, admits their tokens, and runs the model.</summary>
internal sealed class EmbeddingRun(RequestAdmission admission)
{
    /// <param name="context">The request.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="role">The role that selects the prompt before each text.</param>
    /// <param name="field">The texts' field in the request; null if texts that are too long are truncated.</param>
    /// <exception cref="RequestException">A text is too long and may not be truncated, or the server is overloaded.</exception>
    public async Task<EmbeddingBatch> RunAsync(
        HttpContext context, BiEncoder encoder, IReadOnlyList<string> texts, EmbeddingRole role, string? field)
    {
        admission.EnsureRoom(context);
        var ids = new ReadOnlyMemory<int>[texts.Count];
        var room = encoder.MaxTokens - encoder.Tokenizer.SpecialTokens;
        for (var i = 0; i < ids.Length; i++)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            ids[i] = encoder.Tokenize(texts[i], role);
            if (field is not null && ids[i].Length > room)
                throw TextTooLong.Create(FormattableString.Invariant($"{field}[{i}]"), ids[i].Length, room, encoder.Name);
        }

        var work = admission.Admit(context, encoder.CountTokens(ids));
        var values = new float[ids.Length * encoder.Dimensions];
        var options = new EmbedOptions { Priority = work.Priority, TokensRead = work };
        var usage = await encoder.EmbedAsync(ids, values, options, context.RequestAborted).ConfigureAwait(false);
        return new EmbeddingBatch(encoder.Dimensions, values, usage);
    }
}
