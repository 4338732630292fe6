using Lodestone.Encoders.Tokenizers.Loading;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class StageTests
{
    [Theory]
    [InlineData("""{"type":"Whitespace"}""", "ab-a b!! é_9", "ab|-|a|b|!!|é_9")]
    [InlineData("""{"type":"WhitespaceSplit"}""", " ab-a\u00A0b ", "ab-a|b")]
    [InlineData("""{"type":"Punctuation"}""", "a,b!? c", "a|,|b|!|?| c")]
    [InlineData("""{"type":"Punctuation","behavior":"Contiguous"}""", "a,b!? c", "a|,|b|!?| c")]
    [InlineData("""{"type":"Punctuation","behavior":"MergedWithPrevious"}""", "a,b!? c", "a,|b!|?| c")]
    [InlineData("""{"type":"Punctuation","behavior":"MergedWithNext"}""", "a,b!? c", "a|,b|!|? c")]
    [InlineData("""{"type":"Punctuation","behavior":"Removed"}""", "a,b!? c", "a|b| c")]
    [InlineData("""{"type":"Digits"}""", "a12b3½", "a|12|b|3½")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "a12b", "a|1|2|b")]
    [InlineData("""{"type":"Split","pattern":{"String":"ab"},"behavior":"Isolated"}""", "xabaaby", "x|ab|a|ab|y")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"\\s+"},"behavior":"Removed"}""", "a  b\nc", "a|b|c")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"\\p{L}+|\\p{N}{1,2}"},"behavior":"Removed","invert":true}""",
        "ab123 𝐀b-漢𠀀", "ab|12|3|𝐀b|漢𠀀")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"\\s+(?!\\S)|\\s+"},"behavior":"Isolated"}""", "a   b", "a|  | |b")]
    [InlineData("""{"type":"Metaspace"}""", "a b  c", "▁a|▁b|▁|▁c")]
    [InlineData("""{"type":"Metaspace","add_prefix_space":false}""", "a b", "a|▁b")]
    [InlineData("""{"type":"Metaspace","prepend_scheme":"never","split":false}""", "a b", "a▁b")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","prepend_scheme":"first"}]}""",
        "a b", "▁a|b")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","prepend_scheme":"always"}]}""",
        "a b", "▁a|▁b")]
    public void Apply_PreTokenizers_CutAsTheReference(string json, string text, string pieces)
    {
        var buffer = Loaded(text);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        foreach (var stage in new PreTokenizerReader("test").Read(document.RootElement))
            stage.Apply(buffer);
        Assert.Equal(pieces, string.Join('|', buffer.Pieces.ToArray().Select(p => buffer.Chars[p.Start..p.End].ToString())));
    }

    [Theory]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":false}""", "  a  ", "a  ", "2-3 3-4 4-5")]
    [InlineData("""{"type":"Prepend","prepend":"▁"}""", "ab", "▁ab", "0-1 0-1 1-2")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":" {2,}"},"content":"_"}""", "a   b c", "a_b c", "0-1 3-4 4-5 5-6 6-7")]
    [InlineData("""{"type":"Replace","pattern":{"String":"b"},"content":""}""", "abbc", "ac", "0-1 3-4")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"[^a]"},"content":"xy"}""", "a👋", "axy", "0-1 1-3 1-3")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"}]}""",
        "Éa", "ea", "0-1 1-2")]
    [InlineData("""{"type":"NFC"}""", "e\u0301x", "éx", "0-1 2-3")]
    [InlineData("""{"type":"NFKC"}""", "ﬁ½", "fi1⁄2", "0-1 0-1 1-2 1-2 1-2")]
    [InlineData("""{"type":"BertNormalizer","strip_accents":false}""", "É漢\u0007İ", "é 漢 i\u0307", "0-1 1-2 1-2 1-2 3-4 3-4")]
    [InlineData("""{"type":"BertNormalizer","handle_chinese_chars":false,"lowercase":false,"clean_text":false}""",
        "É漢\u0007", "É漢\u0007", "0-1 1-2 2-3")]
    public void Apply_Normalizers_RewriteAndAlignAsTheReference(string json, string text, string expected, string ranges)
    {
        var buffer = Loaded(text);
        using var folder = new TemporaryFolder();
        using var document = System.Text.Json.JsonDocument.Parse(json);
        foreach (var stage in new NormalizerReader("test", TokenizerSettings.Load(folder.Path)).Read(document.RootElement))
            stage.Apply(buffer);
        Assert.Equal(expected, buffer.Chars.ToString());
        Assert.Equal(ranges, string.Join(' ', Enumerable.Range(0, expected.Length).Select(i => $"{buffer.StartOf(i)}-{buffer.EndOf(i)}")));
    }

    private static TokenBuffer Loaded(string text)
    {
        var buffer = new TokenBuffer();
        buffer.Load(text, 0);
        buffer.BeginPieces();
        buffer.AddPiece(0, text.Length);
        buffer.EndPieces();
        return buffer;
    }
}
