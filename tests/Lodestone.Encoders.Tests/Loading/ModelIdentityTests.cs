using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Loading;

public sealed class ModelIdentityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IdentifyAsync_BundledModels_DifferAndShareOneTokenizer()
    {
        ModelIdentity[] all =
        [
            await BundledModels.Bge.IdentifyAsync(Token), await BundledModels.MiniLm.IdentifyAsync(Token), await BundledModels.MsMarco.IdentifyAsync(Token),
        ];
        Assert.Equal(3, all.Select(i => i.Checksum).Distinct().Count());
        Assert.Single(all.Select(i => i.TokenizerChecksum).Distinct());
        Assert.All(all, i => Assert.Matches("^[0-9a-f]{64}$", i.Checksum));
        Assert.Same(all[0], await BundledModels.Bge.IdentifyAsync(Token));
    }

    [Fact]
    public async Task IdentifyAsync_CopyUnderAnotherName_IsTheSameModel()
    {
        using var copy = new TemporaryModel("bert-cls-prompts");
        Assert.Equal(await Identify(Fixtures.TinyModel("bert-cls-prompts")), await Identify(copy.Folder));
    }

    [Theory]
    [InlineData("config_sentence_transformers.json", "\"query\"", "\"other\"", false)]
    [InlineData("1_Pooling/config.json", "\"pooling_mode_mean_tokens\": false", "\"pooling_mode_mean_tokens\": true", false)]
    [InlineData("tokenizer.json", "\"lowercase\": true", "\"lowercase\": false", true)]
    [InlineData("tokenizer.json", "\"version\": \"1.0\"", "\"version\": \"1.1\"", false)]
    public async Task IdentifyAsync_EditedFile_IsAnotherModel(string file, string old, string replacement, bool otherTokens)
    {
        using var model = new TemporaryModel("bert-cls-prompts");
        var before = await Identify(model.Folder);
        model.Edit(file, old, replacement);
        var after = await Identify(model.Folder);
        Assert.NotEqual(before.Checksum, after.Checksum);
        Assert.Equal(otherTokens, before.TokenizerChecksum != after.TokenizerChecksum);
    }

    [Fact]
    public async Task IdentifyAsync_FileGone_SaysWhich()
    {
        using var copy = new TemporaryModel("bert-cls-prompts");
        using var model = BiEncoder.Load(copy.Folder);
        File.Delete(copy.Graph);
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => model.IdentifyAsync(Token));
        Assert.Equal(ErrorCodes.ModelFileUnreadable, error.Code);
        Assert.Contains("model.onnx", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ModelIdentity> Identify(string folder)
    {
        using var model = BiEncoder.Load(folder);
        return await model.IdentifyAsync(Token);
    }
}
