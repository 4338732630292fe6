namespace Lodestone.Encoders.Tokenizers.PostProcessing;

/// <summary>The positions of a model's special tokens and segment ids around one text or two.</summary>
/// <remarks>Immutable and thread-safe; writing allocates nothing.</remarks>
internal sealed class InputTemplate
{
    private readonly TemplatePart[] _single, _pair;

    internal InputTemplate(TemplatePart[] single, TemplatePart[] pair)
    {
        _single = single;
        _pair = pair;
        SingleSpecialTokens = CountSpecial(single);
        PairSpecialTokens = CountSpecial(pair);
    }

    /// <summary>The number of special tokens around one text: 2 for BERT's <c>[CLS] A [SEP]</c>.</summary>
    public int SingleSpecialTokens { get; }

    /// <summary>
    /// The number of special tokens around a pair: 3 for BERT's <c>[CLS] A [SEP] B [SEP]</c>, 4 for RoBERTa, which doubles one.
    /// </summary>
    public int PairSpecialTokens { get; }

    /// <summary>Writes the model's input for one text.</summary>
    /// <param name="tokens">The text's tokens, already truncated to fit.</param>
    /// <param name="ids">Receives the ids; at least <paramref name="tokens"/> and <see cref="SingleSpecialTokens"/> long.</param>
    /// <param name="typeIds">Receives the segment id of each position; empty when the model has no such input.</param>
    /// <returns>The number of positions written.</returns>
    /// <exception cref="ArgumentException">A destination is too short.</exception>
    public int WriteSingle(ReadOnlySpan<int> tokens, Span<long> ids, Span<long> typeIds)
    {
        Check(tokens.Length + SingleSpecialTokens, ids, typeIds);
        return Write(_single, tokens, [], ids, typeIds);
    }

    /// <summary>Writes the model's input for a pair of texts.</summary>
    /// <param name="first">Tokens of the first text (the query), already truncated to fit.</param>
    /// <param name="second">Tokens of the second text (the passage), already truncated to fit.</param>
    /// <param name="ids">Receives the ids; at least both texts and <see cref="PairSpecialTokens"/> long.</param>
    /// <param name="typeIds">Receives the segment id of each position; empty when the model has no such input.</param>
    /// <returns>The number of positions written.</returns>
    /// <exception cref="ArgumentException">A destination is too short.</exception>
    public int WritePair(ReadOnlySpan<int> first, ReadOnlySpan<int> second, Span<long> ids, Span<long> typeIds)
    {
        Check(first.Length + second.Length + PairSpecialTokens, ids, typeIds);
        return Write(_pair, first, second, ids, typeIds);
    }

    private static int CountSpecial(TemplatePart[] parts)
    {
        var count = 0;
        foreach (var part in parts)
            count += part.Text == TemplateText.None ? 1 : 0;
        return count;
    }

    private static void Check(int length, Span<long> ids, Span<long> typeIds)
    {
        if (ids.Length < length)
            throw new ArgumentException($"The input takes {length} positions; the destination has {ids.Length}.", nameof(ids));
        if (!typeIds.IsEmpty && typeIds.Length < length)
            throw new ArgumentException($"The input takes {length} positions; the destination has {typeIds.Length}.", nameof(typeIds));
    }

    private static int Write(
        TemplatePart[] parts, ReadOnlySpan<int> first, ReadOnlySpan<int> second, Span<long> ids, Span<long> typeIds)
    {
        var position = 0;
        foreach (var part in parts)
        {
            var start = position;
            if (part.Text == TemplateText.None)
                ids[position++] = part.Id;
            else
            {
                foreach (var id in part.Text == TemplateText.First ? first : second)
                    ids[position++] = id;
            }
            if (!typeIds.IsEmpty)
                typeIds[start..position].Fill(part.TypeId);
        }
        return position;
    }
}

/// <summary>One part of a template: a special token, or a whole text.</summary>
internal readonly record struct TemplatePart(TemplateText Text, int Id, long TypeId)
{
    public static TemplatePart Special(int id, long typeId = 0) => new(TemplateText.None, id, typeId);

    public static TemplatePart First(long typeId = 0) => new(TemplateText.First, 0, typeId);

    public static TemplatePart Second(long typeId) => new(TemplateText.Second, 0, typeId);
}

/// <summary>The text of a template's part, if it has one.</summary>
internal enum TemplateText
{
    None,
    First,
    Second,
}
