using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Lodestone.Encoders.Tests.Loading;
using Lodestone.Encoders.Tokenizers;
using Lodestone.Encoders.Tokenizers.Models;
using Lodestone.Encoders.Tokenizers.Normalizers;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>Tokenizers that were made to take all time or all memory: each is refused, and says by which step.</summary>
public sealed class HostileTokenizerTests
{
    // Each of them doubles the work for one letter more.
    private const string Backtracking = "(?=a)(a+)+$|b";

    [Fact]
    public void Encode_PatternThatBacktracks_IsRefusedWithItsStep()
    {
        var split = $$"""{"type":"Split","pattern":{"Regex":"{{Backtracking}}"},"behavior":"Isolated","invert":false}""";
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(
            preTokenizer: $$"""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{{split}}]}"""));
        Assert.Equal([3], tokenizer.Ids("a"));
        var refused = Assert.Throws<ModelLoadException>(() => tokenizer.Encode(new string('a', 60) + "!"));
        Assert.Equal(ErrorCodes.TokenizerTooCostly, refused.Code);
        Assert.Contains("pre-tokenizer 2 of 2, Split", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("tokenizer.json", refused.Path, StringComparison.Ordinal);
        // What failed is left behind; the next text has a buffer of its own.
        Assert.Equal([3], tokenizer.Ids("a"));
    }

    /// <summary>Tokens that all want one place of the table: each would be compared with all before it.</summary>
    [Fact]
    public void Load_VocabularyWhoseHashesCollide_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var tokens = new List<string> { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" };
        for (var first = '\u4E00'; tokens.Count < 3_000; first++)
        {
            for (var second = '\u4E00'; second < '\u4E40'; second++)
            {
                var start = TokenTable.Roll(TokenTable.Roll(TokenTable.Seed, first), second);
                for (var third = '\u4E00'; third < '\u9F00'; third++)
                {
                    var hash = TokenTable.Roll(start, third);
                    if (((hash ^ (hash >> 15)) & 0xFFFF) == 0)
                        tokens.Add(new string([first, second, third]));
                }
            }
        }

        var path = folder.Write("vocab.txt", string.Join('\n', tokens));
        var refused = Assert.Throws<ModelLoadException>(() => TokenizerLoader.Load(folder.Path, false));
        Assert.Equal((ErrorCodes.TokenizerTooLarge, path), (refused.Code, refused.Path));
        File.WriteAllText(path, string.Join('\n', tokens.Take(1_000)));
        TokenizerLoader.Load(folder.Path, false);
    }

    [Theory]
    [InlineData(Backtracking)]
    [InlineData("(?=(a+)+$)a")]
    [InlineData("(?:a|aa)+(?!a)b")]
    [InlineData("(a|b|ab)*\\1c")]
    public void Matches_PatternWithoutEnd_StopsWhenItsTimeIsOver(string pattern)
    {
        var slow = TextPattern.Expression(pattern, TimeSpan.FromMilliseconds(20));
        Assert.Throws<RegexMatchTimeoutException>(() =>
        {
            var matches = slow.Matches(new string('a', 5_000) + "!", TokenBuffer.Rent(5_001));
            while (matches.Next(out _, out _))
            {
                // On to the next.
            }
        });
    }

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("(?=a)((a{1000}){1000}){1000}")]
    [InlineData("(?:a{0,1000}){0,1000}b")]
    public void Load_PatternOfManyRepetitions_TakesNoMemoryForThem(string pattern)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(
            preTokenizer: $$"""{"type":"Split","pattern":{"Regex":"{{pattern}}"},"behavior":"Isolated"}"""));
        tokenizer.Encode("ab");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L << 20);
    }

    [Theory]
    [InlineData("Replace")]
    [InlineData("Prepend")]
    [InlineData("Precompiled")]
    public void Encode_NormalizersThatMultiply_AreRefusedBeforeTheMemoryIsTaken(string kind)
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(normalizer: Growing(kind)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<ModelLoadException>(() => tokenizer.Encode(new string('a', 9)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Contains($", {kind}: it makes more than", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, Assert.Throws<ModelLoadException>(() => tokenizer.Encode(new string('a', 9))).Message);
    }

    [Fact]
    public void Encode_ManySegmentsThatGrow_ShareTheBoundOfTheText()
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(
            normalizer: $$"""{"type":"Prepend","prepend":"{{new string('b', 1_000)}}"}""",
            addedTokens: """[{"id":8,"content":"<s>","special":true}]"""));
        Assert.NotEmpty(tokenizer.Ids("a"));
        Assert.Throws<ModelLoadException>(() => tokenizer.Encode(string.Concat(Enumerable.Repeat("a<s>", 5_000))));
    }

    [Fact]
    public void Load_AddedTokenThatGrows_IsRefused() => Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(TestTokenizers.Json(
        normalizer: Growing("Replace"), addedTokens: """[{"id":8,"content":"aaa","normalized":true}]""")));

    [Theory]
    [InlineData("\uFDFA", 18)]
    [InlineData("\u0390", 3)]
    [InlineData("\uFB03", 3)]
    public void Encode_TextOfTheLongestDecompositions_IsWithinTheBounds(string character, int most)
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(
            normalizer: """{"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"BertNormalizer"},{"type":"NFKC"}]}"""));
        Assert.True(most <= TokenizerBounds.GrowthFactor);
        Assert.NotEmpty(tokenizer.Ids(string.Concat(Enumerable.Repeat(character, 100_000))));
    }

    [Theory]
    [InlineData("bert-reranker")]
    [InlineData("roberta-reranker")]
    [InlineData("xlmr-reranker")]
    [InlineData("modernbert-reranker")]
    public void Encode_WordOfAHundredThousandLetters_Ends(string model) =>
        Assert.NotEmpty(Tokenizer.Load(Fixtures.TinyModel(model)).Ids(new string('a', 100_000)));

    [Fact]
    public void Encode_MegabyteThroughALookaround_Ends()
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(preTokenizer:
            """{"type":"Split","pattern":{"Regex":"[a-z]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated"}"""));
        Assert.NotEmpty(tokenizer.Ids(string.Concat(Enumerable.Repeat("ab a  b", 150_000))));
    }

    [Fact]
    public void Load_MoreThanIsBelieved_IsRefused()
    {
        Refused(TestTokenizers.Json(normalizer: Sequence("normalizers", """{"type":"NFC"}""", 300)), "300|257");
        Refused(TestTokenizers.Json(preTokenizer: Sequence("pretokenizers", """{"type":"Digits"}""", 300)), "300|257");
        var longToken = TestTokenizers.Json(addedTokens: $$"""[{"id":8,"content":"{{new string('x', 2_000)}}"}]""");
        Refused(longToken, "2000");
        Assert.Equal(ErrorCodes.TokenizerTooLarge, Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(longToken)).Code);
        Refused(TestTokenizers.Json(preTokenizer:
            $$$"""{"type":"Split","pattern":{"Regex":"{{{new string('(', 9_000)}}}a{{{new string(')', 9_000)}}}"}}"""), "18001");
        Refused(TestTokenizers.Json(
            $$$"""{"type":"WordPiece","unk_token":"[UNK]","vocab":{"[UNK]":0,"{{{new string('x', 2_000)}}}":1}}"""), "2000");
        Refused(TestTokenizers.Json(
            $$"""{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["{{new string('x', 2_000)}}",-1]]}"""), "2000");
    }

    [Theory]
    [InlineData(2147483647, 1, "type_id")]
    [InlineData(-1, 1, "type_id")]
    [InlineData(0, 100, "special tokens")]
    public void Load_TemplateThatCannotBeMeant_IsRefused(long type, int tokens, string named) =>
        Refused(TestTokenizers.Json(postProcessor: Template(type, tokens, """{"Sequence":{"id":"A","type_id":0}}""")), named);

    [Theory]
    [InlineData("")]
    [InlineData(""",{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"A","type_id":0}}""")]
    public void Load_TemplateWithoutTheTextOrWithItTwice_IsRefused(string texts) =>
        Refused(TestTokenizers.Json(postProcessor: Template(0, 1, texts.TrimStart(','))), "once");

    [Fact]
    public void Load_DeepJson_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"type":"Sequence","normalizers":[""", 5_000)) +
            string.Concat(Enumerable.Repeat("]}", 5_000));
        Refused(TestTokenizers.Json(normalizer: deep), "tokenizer.json");
    }

    [Fact]
    public void Encode_CharacterMapOfAnyBytes_NeverReadsBeyondIt() =>
        Gen.Select(Gen.UInt.Array[1, 64], Gen.Byte.Array[0, 40]).Sample((trie, replacements) =>
        {
            var map = new byte[4 + (trie.Length * 4) + replacements.Length];
            BitConverter.TryWriteBytes(map, trie.Length * 4);
            Buffer.BlockCopy(trie, 0, map, 4, trie.Length * 4);
            replacements.CopyTo(map, 4 + (trie.Length * 4));
            var buffer = TokenBuffer.Rent(64);
            buffer.Load("aé\u0301 \U0001F600\uD800 日本\r\n", 0);
            new PrecompiledStage(map).Apply(buffer);
        });

    [Theory]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("config.json")]
    [InlineData("onnx/model.onnx")]
    public async Task Load_PipeOrDeviceInPlaceOfAFile_IsRefusedUnread(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes with names are made as Linux has them.");
        using var model = new TemporaryModel("bert-reranker");
        var path = Path.Combine(model.Folder, file);
        File.Delete(path);
        using (var made = Process.Start("mkfifo", [path]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Refused();
        File.Delete(path);
        File.CreateSymbolicLink(path, "/dev/zero");
        Refused();
        File.Delete(path);
        File.CreateSymbolicLink(path, path);
        Refused();

        void Refused()
        {
            var refused = Assert.Throws<ModelLoadException>(() => CrossEncoder.Load(model.Folder));
            Assert.Contains(Path.GetFileName(file), refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_FilesBehindLinks_AreRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links may need a privilege elsewhere.");
        using var model = new TemporaryModel("bert-reranker");
        var path = Path.Combine(model.Folder, "tokenizer.json");
        File.Move(path, path + ".kept");
        File.CreateSymbolicLink(path, path + ".kept");
        using var loaded = CrossEncoder.Load(model.Folder);
        Assert.NotNull(loaded);
    }

    private static void Refused(string json, string says)
    {
        var refused = Assert.Throws<ModelLoadException>(() => TestTokenizers.FromJson(json));
        Assert.Contains(says.Split('|'), s => refused.Message.Contains(s, StringComparison.Ordinal));
    }

    private static string Sequence(string name, string part, int count) =>
        $$"""{"type":"Sequence","{{name}}":[{{string.Join(',', Enumerable.Repeat(part, count))}}]}""";

    private static string Growing(string kind)
    {
        var step = kind switch
        {
            "Replace" => $$"""{"type":"Replace","pattern":{"String":"a"},"content":"{{new string('a', 10)}}"}""",
            "Prepend" => $$"""{"type":"Prepend","prepend":"{{new string('a', 2_000)}}"}""",
            _ => $$"""{"type":"Precompiled","precompiled_charsmap":"{{Convert.ToBase64String(LongReplacement())}}"}""",
        };
        return Sequence("normalizers", step, 9);
    }

    /// <summary>A map that has one key, the letter a, and a replacement of ten thousand letters.</summary>
    private static byte[] LongReplacement()
    {
        var trie = new uint[256];
        // The root's children begin at 0. The unit of 'a' ends a key, whose value is at the place that its offset leads to.
        trie['a'] = 'a' | 1u << 8 | (uint)('a' ^ 1) << 10;
        trie[1] = 0x80000000;
        var replacement = Encoding.ASCII.GetBytes(new string('a', 10_000));
        return [.. BitConverter.GetBytes(trie.Length * 4), .. trie.SelectMany(BitConverter.GetBytes), .. replacement];
    }

    private static string Template(long type, int tokens, string texts)
    {
        var special = string.Join(',', Enumerable.Repeat($$$"""{"SpecialToken":{"id":"x","type_id":{{{type}}} }}""", tokens));
        var single = texts.Length == 0 ? special : special + "," + texts;
        return $$$"""
            {"type":"TemplateProcessing","single":[{{{single}}}],
             "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
             "special_tokens":{"x":{"id":"x","ids":[1],"tokens":["x"]} } }
            """;
    }
}
