namespace Lodestone.Encoders.Tests.Loading;

/// <summary>A copy of a tiny model that a test may spoil.</summary>
internal sealed class TemporaryModel : IDisposable
{
    public TemporaryModel(string tinyModel) : this(tinyModel, Fixtures.TinyModel(tinyModel))
    {
    }

    private TemporaryModel(string name, string source)
    {
        Folder = Path.Combine(Directory.CreateTempSubdirectory("lodestone-").FullName, name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".safetensors", StringComparison.Ordinal)))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Folder { get; }

    public string Graph => Path.Combine(Folder, "onnx", "model.onnx");

    public static TemporaryModel Of(string source) => new(Path.GetFileName(source), source);

    public string PathOf(params string[] name) => Path.Combine([Folder, .. name]);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name.Split('/')), text);

    public void Edit(string name, string old, string replacement)
    {
        var text = File.ReadAllText(PathOf(name.Split('/')));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(name, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
}
