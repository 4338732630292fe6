using System.Text;

namespace Lodestone.Ingestion.Tests;

/// <summary>A folder of its own for a test, gone with it.</summary>
internal sealed class TemporaryFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lodestone-reading-").FullName;

    public string Add(string path, string content) => Add(path, Encoding.UTF8.GetBytes(content));

    public string Add(string path, byte[] content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return full;
    }

    public Task<List<ReadItem>> ReadAsync(ReadOptions? options = null) => Reader.AllAsync([Folder], options);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
