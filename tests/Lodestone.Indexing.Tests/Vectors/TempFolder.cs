namespace Lodestone.Indexing.Tests.Vectors;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lodestone-vectors-").FullName;

    public string Index => System.IO.Path.Combine(Path, "index.vectors");

    public string Floats => Directory.GetFiles(Path, "floats-*.vectors").Single();

    public void CopyTo(TempFolder other)
    {
        foreach (var file in Directory.GetFiles(other.Path))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(Path))
            File.Copy(file, System.IO.Path.Combine(other.Path, System.IO.Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
