namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lodestone-tokenizer-").FullName;

    public void Write(string name, string content) => File.WriteAllText(System.IO.Path.Combine(Path, name), content);

    public void Write(string name, byte[] content) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), content);

    public void Copy(string folder, params string[] names)
    {
        foreach (var name in names)
            Write(name, File.ReadAllBytes(System.IO.Path.Combine(folder, name)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
