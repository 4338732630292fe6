using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Runtime;

/// <summary>What runs a model is chosen by name, and nothing else runs it in its place.</summary>
public sealed class ExecutionProviderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cpu")]
    [InlineData("CPU")]
    public async Task Load_Processor_ByName_GivesTheSameBits(string name)
    {
        using var named = BiEncoder.Load(TinyModels.BiEncoder, new() { ExecutionProvider = new() { Name = name } });
        using var usual = BiEncoder.Load(TinyModels.BiEncoder);
        var asked = await named.EmbedAsync("a text", EmbeddingRole.Query, Token);
        var expected = await usual.EmbedAsync("a text", EmbeddingRole.Query, Token);
        Assert.True(asked.Span.SequenceEqual(expected.Span));
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("DirectML")]
    [InlineData("no such provider")]
    [InlineData("")]
    public void Load_ProviderThatIsMissing_IsRefusedWithThoseThatAreThere(string name)
    {
        var error = Assert.Throws<ModelLoadException>(
            () => CrossEncoder.Load(TinyModels.CrossEncoder, new() { ExecutionProvider = new() { Name = name } }));
        Assert.Equal((ErrorCodes.ExecutionProviderMissing, name), (error.Code, error.Path));
        Assert.Contains("cpu", error.Accepted, StringComparison.Ordinal);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindAvailable_BundledRuntime_HasTheProcessor() => Assert.Contains("cpu", ExecutionProvider.FindAvailable());

    [Fact]
    public async Task Pool_FolderAndProvider_AreThoseOfItsModels()
    {
        var folder = Path.GetDirectoryName(TinyModels.BiEncoder)!;
        using var pool = new ModelPool { ModelsFolder = folder };
        Assert.Equal((TinyModels.BiEncoder, TinyModels.BiEncoderName), pool.Resolve(TinyModels.BiEncoderName));
        var biEncoder = await pool.BiEncoderAsync(TinyModels.BiEncoderName, Token);
        Assert.Equal((TinyModels.BiEncoderName, TinyModels.BiEncoder), (biEncoder.Name, biEncoder.Description.Folder));
        Assert.Throws<ModelLoadException>(() => ModelCatalog.Resolve(TinyModels.BiEncoderName));

        var unknown = await Assert.ThrowsAsync<ModelLoadException>(() => pool.BiEncoderAsync("all-minilm-l6-v2", Token));
        Assert.Equal(ErrorCodes.ModelNotFound, unknown.Code);
        Assert.Contains(TinyModels.BiEncoderName, unknown.Accepted, StringComparison.Ordinal);
        Assert.Contains("Lodestone.Model.AllMiniLmL6", unknown.Message, StringComparison.Ordinal);

        using var cuda = new ModelPool { ModelsFolder = folder, ExecutionProvider = new() { Name = "cuda" } };
        var missing = await Assert.ThrowsAsync<ModelLoadException>(() => cuda.BiEncoderAsync(TinyModels.BiEncoderName, Token));
        Assert.Equal(ErrorCodes.ExecutionProviderMissing, missing.Code);
    }

    [Fact]
    public async Task Pool_FolderWithoutModels_NamesThePackagesThatHaveThem()
    {
        using var empty = new TemporaryFolder();
        using var pool = new ModelPool { ModelsFolder = empty.Path };
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => pool.CrossEncoderAsync(cancellationToken: Token));
        Assert.Equal((ErrorCodes.ModelsFolderMissing, empty.Path), (error.Code, error.Found));
        Assert.Contains("Lodestone.Model.MsMarcoMiniLm", error.Message, StringComparison.Ordinal);
    }
}
