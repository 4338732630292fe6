using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Loading;

/// <summary>Files of a model that are refused before they are read, and a folder of models that is not there.</summary>
[Collection(nameof(RunsAloneCollection))]
public sealed class ModelFileRefusalTests
{
    [Fact]
    public void Load_SettingsBeyondTheirBound_AreRefusedUnread()
    {
        using var model = new TemporaryModel("bert-reranker");
        var path = Path.Combine(model.Folder, "config.json");
        using (var file = File.OpenWrite(path))
            file.SetLength((16L << 20) + 1);
        var error = Assert.Throws<ModelLoadException>(() => CrossEncoder.Load(model.Folder));
        Assert.Equal((ErrorCodes.ModelFileTooLarge, path), (error.Code, error.Path));
        Assert.Equal("16777217 bytes", error.Found);
    }

    // Alone, since the variable is the whole process's.
    [Fact]
    public void Names_NoFolderOfModels_IsRefused()
    {
        var before = Environment.GetEnvironmentVariable(ModelCatalog.FolderVariable);
        try
        {
            Environment.SetEnvironmentVariable(ModelCatalog.FolderVariable, Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
            Assert.Equal(ErrorCodes.ModelsFolderMissing, Assert.Throws<ModelLoadException>(() => ModelCatalog.Folder).Code);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ModelCatalog.FolderVariable, before);
        }
    }
}
