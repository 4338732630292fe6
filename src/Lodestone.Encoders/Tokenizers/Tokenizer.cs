using System.Text.RegularExpressions;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers;
using Lodestone.Encoders.Tokenizers.Loading;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.Normalizers;
using Lodestone.Encoders.Tokenizers.PostProcessing;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders;

/// <summary>Converts texts to the token ids a model was trained on, exactly as the Hugging Face tokenizers library does.</summary>
/// <remarks>
/// Immutable after loading, and thread-safe without locks. Working memory is kept per thread; a call allocates its result. The result
/// depends on the text alone, neither on culture nor on the ICU library.
/// </remarks>
public sealed class Tokenizer : ITokenCounter
{
    private readonly TokenizerStep[] _normalizers, _preTokenizers;
    private readonly TokenModel _model;
    private readonly OffsetTrim _trim;
    private readonly AddedTokenMatcher? _rawTokens, _normalizedTokens;

    private readonly string _path;

    /// <param name="path">The file that the parts were read from.</param>
    /// <param name="parts">The tokenizer's parts.</param>
    /// <param name="settings">The settings in the folder's other files.</param>
    /// <exception cref="ModelLoadException">A step exceeds its bound on length or time for an added token.</exception>
    internal Tokenizer(string path, TokenizerParts parts, TokenizerSettings settings)
    {
        _path = path;
        LowercasesFirst =
            settings.LowercasesFirst && !parts.Normalizers.Any(n => n is LowerStage or BertNormalizer { Lowercases: true });
        _normalizers = LowercasesFirst ? [new LowerStage(), .. parts.Normalizers] : parts.Normalizers;
        _preTokenizers = parts.PreTokenizers;
        _model = parts.Model;
        _trim = parts.Trim;
        Kind = parts.Kind;
        SourceFile = parts.SourceFile;
        Template = parts.Template;
        TruncatesLeft = settings.TruncatesLeft ?? parts.TruncatesLeft;
        ModelMaxLength = settings.ModelMaxLength;
        List<AddedTokenMatcher.Pattern> raw = [], normalized = [];
        var highest = parts.Vocabulary.HighestId;
        foreach (var token in parts.AddedTokens)
        {
            (token.Normalized ? normalized : raw).Add(new(token.Normalized ? Normalize(token.Content) : token.Content, token));
            highest = Math.Max(highest, token.Id);
        }
        _rawTokens = AddedTokenMatcher.Create(raw);
        _normalizedTokens = AddedTokenMatcher.Create(normalized);
        VocabularySize = highest + 1;
        PadTokenId = parts.FindSpecial(settings.PadToken, "[PAD]", "<pad>");
        ClsTokenId = parts.FindSpecial(settings.ClsToken, "[CLS]", "<s>");
        SepTokenId = parts.FindSpecial(settings.SepToken, "[SEP]", "</s>");
        UnkTokenId = parts.UnknownId ?? parts.FindSpecial(settings.UnkToken, "[UNK]", "<unk>");
        MaskTokenId = parts.FindSpecial(settings.MaskToken, "[MASK]", "<mask>");
        BosTokenId = parts.FindSpecial(settings.BosToken);
        EosTokenId = parts.FindSpecial(settings.EosToken);
    }

    /// <summary>The algorithm: "WordPiece", "Unigram" or "byte-level BPE".</summary>
    public string Kind { get; }

    /// <summary>The name of the file with the vocabulary.</summary>
    public string SourceFile { get; }

    /// <summary>The highest token id plus one, added tokens included.</summary>
    public int VocabularySize { get; }

    /// <summary>The id of the padding token; null without one.</summary>
    public int? PadTokenId { get; }

    /// <summary>The id of the token that begins an input and represents the whole of it; null without one.</summary>
    public int? ClsTokenId { get; }

    /// <summary>The id of the token that separates texts; null without one.</summary>
    public int? SepTokenId { get; }

    /// <summary>The id for text that is not in the vocabulary; null without one. Byte-level models never return it.</summary>
    public int? UnkTokenId { get; }

    /// <summary>The id of the mask token; null without one.</summary>
    public int? MaskTokenId { get; }

    /// <summary>The id of the beginning-of-sequence token; null when none is configured.</summary>
    public int? BosTokenId { get; }

    /// <summary>The id of the end-of-sequence token; null when none is configured.</summary>
    public int? EosTokenId { get; }

    /// <summary>tokenizer_config.json's <c>model_max_length</c> in tokens; null when it is missing or means "no limit".</summary>
    public int? ModelMaxLength { get; }

    /// <summary>Whether the model needs long texts truncated at their beginning instead of their end.</summary>
    public bool TruncatesLeft { get; }

    /// <summary>The number of special tokens around one text: 2 for BERT's <c>[CLS] A [SEP]</c>.</summary>
    public int SpecialTokens => Template.SingleSpecialTokens;

    /// <summary>
    /// The number of special tokens around a pair: 3 for BERT's <c>[CLS] A [SEP] B [SEP]</c>, 4 for RoBERTa, which doubles one.
    /// </summary>
    public int PairSpecialTokens => Template.PairSpecialTokens;

    /// <summary>The positions of special tokens and segment ids.</summary>
    internal InputTemplate Template { get; }

    /// <summary>Whether a text is lowercased because the folder asks for it and its tokenizer does not.</summary>
    internal bool LowercasesFirst { get; }

    /// <summary>Loads the tokenizer of a model folder.</summary>
    /// <param name="folder">
    /// A folder with <c>tokenizer.json</c>; when that is missing, <c>sentencepiece.bpe.model</c>, <c>vocab.txt</c>, or <c>vocab.json</c>
    /// with <c>merges.txt</c>. <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c> are optional.
    /// </param>
    /// <exception cref="ModelLoadException">The folder has no vocabulary, a file is damaged, or a component is unknown.</exception>
    public static Tokenizer Load(string folder)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        return TokenizerLoader.Load(folder, lowercasesFirst: false);
    }

    /// <summary>Tokenizes a text.</summary>
    /// <param name="text">Any string; half of a surrogate pair counts as U+FFFD.</param>
    /// <returns>
    /// The tokens without special ones and without a length limit. The name of an added token in the text, such as <c>[SEP]</c>, becomes
    /// that token, as in the reference.
    /// </returns>
    /// <exception cref="ModelLoadException">
    /// The tokenizer's own steps produce more than 32 characters for each of the text's, or spend more than 10 s on a match of a pattern.
    /// This happens only with a folder made to do harm, not with an ordinary model.
    /// </exception>
    /// <remarks>Time and memory grow with the length of the text, which has no limit here.</remarks>
    public TokenizedText Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var buffer = TokenBuffer.Rent(text.Length);
        buffer.Trim = _trim;
        var last = 0;
        if (_rawTokens != null)
        {
            var matches = new AddedTokenMatcher.Matches(_rawTokens, text);
            while (matches.Next(out var start, out var end, out var id))
            {
                EncodeSegment(buffer, text.AsSpan(last, start - last), last);
                buffer.EmitAdded(id, text.AsSpan(start, end - start), new TextRange(start, end));
                last = end;
            }
        }
        EncodeSegment(buffer, text.AsSpan(last), last);
        var result = buffer.ToResult();
        // Not in a finally block: after an exception the buffer's state is unknown, and the next call creates a new one.
        buffer.Return();
        return result;
    }

    /// <inheritdoc/>
    public int CountTokens(string text) => Encode(text).Count;

    /// <summary>The tokens of a text that remain when there is room for fewer.</summary>
    internal Range Keep(int tokens, int room) => tokens <= room ? Range.All : TruncatesLeft ? ^room.. : ..room;

    private void EncodeSegment(TokenBuffer buffer, ReadOnlySpan<char> segment, int origin)
    {
        if (segment.IsEmpty)
            return;
        buffer.Load(segment, origin);
        Apply(_normalizers, "normalizer", buffer);
        CutNormalizedTokens(buffer);
        Apply(_preTokenizers, "pre-tokenizer", buffer);
        foreach (var piece in buffer.Pieces)
        {
            if (piece.Id == Piece.Text)
                _model.Tokenize(buffer, piece.Start, piece.End);
            else
                buffer.EmitAdded(piece.Id, buffer.Chars[piece.Start..piece.End], buffer.RangeOf(piece));
        }
        buffer.EndSegment();
    }

    private void Apply(TokenizerStep[] stages, string kind, TokenBuffer buffer)
    {
        for (var i = 0; i < stages.Length; i++)
        {
            var before = buffer.Chars.Length;
            try
            {
                stages[i].Apply(buffer);
            }
            catch (TokenizerGrowthException growth)
            {
                throw TokenizerErrors.TooMuch(
                    _path, Step(i), $"it makes {growth.Message} of {before}",
                    $"{TokenizerBounds.GrowthFactor} for each of the text's, and {TokenizerBounds.GrowthConstant}", growth);
            }
            catch (RegexMatchTimeoutException timeout)
            {
                throw TokenizerErrors.TooMuch(
                    _path, Step(i), $"it was still looking for matches of its pattern in {before} characters",
                    $"{TokenizerBounds.MatchMilliseconds} ms for a match, and 1 ms more for {TokenizerBounds.CharactersPerMillisecond} " +
                    "characters of the text", timeout);
            }
        }

        string Step(int i) => $"{kind} {i + 1} of {stages.Length}, {stages[i].Component ?? stages[i].GetType().Name}";
    }

    private void CutNormalizedTokens(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        var last = 0;
        buffer.BeginPieces();
        if (_normalizedTokens != null)
        {
            var matches = new AddedTokenMatcher.Matches(_normalizedTokens, text);
            while (matches.Next(out var start, out var end, out var id))
            {
                buffer.AddPiece(last, start);
                buffer.AddPiece(start, end, id);
                last = end;
            }
        }
        buffer.AddPiece(last, text.Length);
        buffer.EndPieces();
    }

    private string Normalize(string text)
    {
        var buffer = TokenBuffer.Rent(text.Length);
        buffer.Load(text, 0);
        Apply(_normalizers, "normalizer", buffer);
        var result = buffer.Chars.ToString();
        buffer.Return();
        return result;
    }
}
