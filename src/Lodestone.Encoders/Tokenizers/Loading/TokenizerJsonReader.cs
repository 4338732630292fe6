using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads a tokenizer.json. An unknown component is an error, because skipping it would silently change a model's input.</summary>
internal sealed class TokenizerJsonReader(string path, TokenizerSettings settings)
{
    public TokenizerParts Read()
    {
        var json = ModelFile.Read(path, ModelFile.MostVocabularyBytes).AsMemory();
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        var sections = new JsonSections(json);
        if (!sections.Has("model") || !sections.Has("model.vocab"))
            throw TokenizerErrors.Damaged(path, "no model with a vocabulary", "a 'model' with a 'vocab'");

        var post = new PostProcessorReader(path).Read(sections.Element("post_processor"));
        var normalizers = new NormalizerReader(path, settings).Read(sections.Element("normalizer"));
        var preTokenizers = new PreTokenizerReader(path).Read(sections.Element("pre_tokenizer"));
        var (kind, vocabulary, model, unknown) = new ModelReader(path, sections).Read(preTokenizers);
        return new TokenizerParts
        {
            Kind = kind,
            SourceFile = Path.GetFileName(path),
            Vocabulary = vocabulary,
            Model = model,
            UnknownId = unknown,
            Normalizers = normalizers,
            PreTokenizers = preTokenizers,
            AddedTokens = ReadAddedTokens(sections.Element("added_tokens")),
            Template = post.Template,
            Trim = post.Trim,
            TruncatesLeft = sections.Element("truncation") is { ValueKind: JsonValueKind.Object } truncation
                && truncation.TryGetProperty("direction", out var direction) && direction.ValueEquals("Left"),
        };
    }

    private AddedToken[] ReadAddedTokens(JsonElement tokens)
    {
        if (tokens.ValueKind != JsonValueKind.Array)
            return [];
        TokenizerBounds.Validate(path, tokens.GetArrayLength(), TokenizerBounds.AddedTokens, "added tokens");
        var result = new AddedToken[tokens.GetArrayLength()];
        var count = 0;
        foreach (var token in tokens.EnumerateArray())
        {
            var content = token.GetProperty("content").GetString() ?? "";
            TokenizerBounds.Validate(path, content.Length, TokenizerBounds.Token, "characters in an added token");
            result[count++] = new AddedToken(
                VocabularyReader.CheckId(path, token.GetProperty("id").GetInt32()),
                content,
                token.Flag("single_word") ?? false,
                token.Flag("lstrip") ?? false,
                token.Flag("rstrip") ?? false,
                token.Flag("normalized") ?? !(token.Flag("special") ?? false));
        }
        return result;
    }
}
