using System.Globalization;
using System.Text;
using CsCheck;
using Lodestone.Encoders.Tokenizers.Normalizers;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>The tables of this project against the runtime's, where the runtime has ICU.</summary>
public sealed class UnicodeTests
{
    public static TheoryData<NormalizationForm> Forms =>
        [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Apply_EveryCodePoint_IsWhatTheRuntimeSays(NormalizationForm form)
    {
        SkipWithoutIcu();
        var others = new List<int>();
        foreach (var rune in Scalars())
        {
            string text = rune.ToString(), expected = text.Normalize(form), found = Normalize(text, form);
            if (expected == found)
                continue;
            // An ICU of another Unicode version: characters that one of the two has never heard of and leaves alone.
            Assert.True(expected == text || found == text, $"U+{rune.Value:X} in {form}");
            others.Add(rune.Value);
        }
        Assert.True(others.Count < 200, $"{others.Count} code points differ, the first is U+{others.FirstOrDefault():X}.");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Apply_AnyText_IsWhatTheRuntimeSays(NormalizationForm form)
    {
        SkipWithoutIcu();
        var part = Gen.OneOf(
            Gen.Int[0, 0x24FF], Gen.Int[0x300, 0x36F], Gen.Int[0x1100, 0x11FF], Gen.Int[0xAC00, 0xD7A3], Gen.Int[0xF900, 0xFAD9],
            Gen.Int[0x1D15E, 0x1D1AF], Gen.OneOf(0x64B, 0x5B0, 0x3099, 0x93C, 0x9BE, 0xF71, 0xF72, 0x1D165, 0x11099, 0x110BA, 'a', 'e'));
        // Only assigned characters: about others, two versions of Unicode may disagree.
        part.Where(value => Rune.IsValid(value) && Rune.GetUnicodeCategory(new Rune(value)) != UnicodeCategory.OtherNotAssigned)
            .Array[0, 12].Select(values => string.Concat(values.Select(value => new Rune(value).ToString())))
            .Sample(text => Assert.Equal(text.Normalize(form), Normalize(text, form)), iter: 20_000);
    }

    [Fact]
    public void Of_EveryCodePoint_IsTheRuntimesLowercase()
    {
        SkipWithoutIcu();
        var others = Scalars().Where(rune => Rune.ToLowerInvariant(rune).Value != LowerCase.Of(rune.Value)).ToList();
        Assert.True(others.Count < 100, $"{others.Count} code points differ, the first is {others.FirstOrDefault()}.");
        Assert.DoesNotContain(others, rune => rune.Value < 0x1000);
    }

    [Theory]
    [InlineData("İ", "i\u0307")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("ẞÅ𐐀ǅ", "ßå𐐨ǆ")]
    public void Apply_Lowercase_FollowsTheFullMappingWithoutContext(string text, string expected) =>
        Assert.Equal(expected, Run(new LowerStage(), text));

    private static string Normalize(string text, NormalizationForm form) => Run(
        new UnicodeForm(
            composes: form is NormalizationForm.FormC or NormalizationForm.FormKC,
            compatible: form is NormalizationForm.FormKC or NormalizationForm.FormKD),
        text);

    private static string Run(TokenizerStep stage, string text)
    {
        var buffer = TokenBuffer.Rent(text.Length);
        buffer.Load(text, 0);
        stage.Apply(buffer);
        var result = buffer.Chars.ToString();
        buffer.Return();
        return result;
    }

    // string.Normalize refuses noncharacters.
    private static IEnumerable<Rune> Scalars() => Enumerable.Range(0, 0x110000)
        .Where(value => Rune.IsValid(value) && value is not (>= 0xFDD0 and <= 0xFDEF) && (value & 0xFFFE) != 0xFFFE)
        .Select(value => new Rune(value));

    private static void SkipWithoutIcu() => Assert.SkipUnless(
        "\u00e9".Normalize(NormalizationForm.FormD).Length == 2, "This process runs without ICU, whose answers are the reference here.");
}
