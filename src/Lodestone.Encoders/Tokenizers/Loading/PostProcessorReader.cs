using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.PostProcessing;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads a post_processor: the template, and the treatment of spaces in byte-level ranges.</summary>
internal sealed class PostProcessorReader(string path)
{
    private const string Accepted = "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel and Sequence";

    private TemplatePart[]? _single, _pair;
    private OffsetTrim _trim;

    public (InputTemplate Template, OffsetTrim Trim) Read(JsonElement processor)
    {
        ReadOne(processor);
        // Without a template the reference concatenates the texts, the second as segment 1.
        return (new InputTemplate(_single ?? [TemplatePart.First()], _pair ?? [TemplatePart.First(), TemplatePart.Second(1)]), _trim);
    }

    private void ReadOne(JsonElement processor)
    {
        switch (processor.ComponentType())
        {
            case null:
                break;
            case "Sequence":
                foreach (var part in processor.GetProperty("processors").EnumerateArray())
                    ReadOne(part);
                break;
            case "TemplateProcessing":
                var special = processor.GetProperty("special_tokens");
                SetTemplate(ReadTemplate(processor.GetProperty("single"), special), ReadTemplate(processor.GetProperty("pair"), special));
                break;
            case "BertProcessing":
                var (cls, sep) = ReadEnds(processor);
                SetTemplate(
                    [cls, TemplatePart.First(), sep],
                    [cls, TemplatePart.First(), sep, TemplatePart.Second(1), sep with { TypeId = 1 }]);
                break;
            case "RobertaProcessing":
                var (begin, end) = ReadEnds(processor);
                SetTemplate([begin, TemplatePart.First(), end], [begin, TemplatePart.First(), end, end, TemplatePart.Second(0), end]);
                ReadTrim(processor);
                break;
            case "ByteLevel":
                ReadTrim(processor);
                break;
            case var other:
                throw TokenizerErrors.Unknown(path, "post-processor", other, Accepted);
        }
    }

    // The reference would apply a second template to the output of the first; no known model has two.
    private void SetTemplate(TemplatePart[] single, TemplatePart[] pair)
    {
        if (_single != null)
            throw TokenizerErrors.Unknown(path, "post-processor", "a second template", "one template per tokenizer");
        ValidateTexts(single, TemplateText.First);
        ValidateTexts(pair, TemplateText.First, TemplateText.Second);
        (_single, _pair) = (single, pair);
    }

    private void ReadTrim(JsonElement processor)
    {
        if (processor.Flag("trim_offsets") ?? true)
            _trim = processor.Flag("add_prefix_space") ?? true ? OffsetTrim.SpacesAfterAddedPrefix : OffsetTrim.Spaces;
    }

    private (TemplatePart First, TemplatePart Last) ReadEnds(JsonElement processor) =>
        (TemplatePart.Special(VocabularyReader.CheckId(path, processor.GetProperty("cls")[1].GetInt32())),
         TemplatePart.Special(VocabularyReader.CheckId(path, processor.GetProperty("sep")[1].GetInt32())));

    private int TypeId(JsonElement part) => part.GetProperty("type_id").GetInt32() is >= 0 and <= TokenizerBounds.TypeId and var id
        ? id
        : throw TokenizerErrors.Damaged(
            path, $"a template with the type_id {part.GetProperty("type_id")}", $"segments from 0 to {TokenizerBounds.TypeId}");

    /// <summary>The room in the model's input is computed with each text once.</summary>
    private void ValidateTexts(TemplatePart[] template, params TemplateText[] texts)
    {
        if (!template.Select(p => p.Text).Where(t => t != TemplateText.None).Order().SequenceEqual(texts))
            throw TokenizerErrors.Unknown(path, "template", "a text not once", "A once in 'single', A and B once each in 'pair'");
    }

    private TemplatePart[] ReadTemplate(JsonElement parts, JsonElement special)
    {
        var result = new List<TemplatePart>();
        foreach (var part in parts.EnumerateArray())
        {
            if (part.TryGetProperty("Sequence", out var sequence))
            {
                var type = TypeId(sequence);
                result.Add(sequence.Text("id") switch
                {
                    "A" => TemplatePart.First(type),
                    "B" => TemplatePart.Second(type),
                    var other => throw TokenizerErrors.Damaged(path, $"a template with the text '{other}'", "A or B there"),
                });
                continue;
            }
            var token = part.GetProperty("SpecialToken");
            foreach (var id in special.GetProperty(token.Text("id") ?? "").GetProperty("ids").EnumerateArray())
                result.Add(TemplatePart.Special(VocabularyReader.CheckId(path, id.GetInt32()), TypeId(token)));
            TokenizerBounds.Validate(path, result.Count, TokenizerBounds.TemplateTokens, "special tokens in a template");
        }
        return [.. result];
    }
}
