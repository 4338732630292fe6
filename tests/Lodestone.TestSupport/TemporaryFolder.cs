namespace Lodestone.TestSupport;

/// <summary>A folder that is deleted with its content when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    /// <summary>Creates the folder on the disk.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("lodestone-").FullName;

    private TemporaryFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The path of a file or folder in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A folder in memory where there is such a place: a commit waits for the disk, and some tests make hundreds.</summary>
    public static TemporaryFolder OfMemory() => Directory.Exists(InMemory)
        ? new TemporaryFolder(Directory.CreateDirectory(System.IO.Path.Combine(InMemory, "lodestone-" + Guid.NewGuid().ToString("n"))).FullName)
        : new TemporaryFolder();

    /// <summary>Writes a file in UTF-8, with the folders above it, and returns its path.</summary>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a file, with the folders above it, and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    /// <summary>Copies files of another folder.</summary>
    public void Copy(string folder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Write(name, File.ReadAllBytes(System.IO.Path.Combine(folder, name)));
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
