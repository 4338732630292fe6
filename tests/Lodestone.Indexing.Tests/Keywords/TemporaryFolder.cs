namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>A folder that is gone after the test.</summary>
/// <remarks>In memory where there is such a place: a commit waits for the disk, and the tests make hundreds.</remarks>
internal sealed class TemporaryFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    public string Path { get; } = Make();

    public void Dispose() => Directory.Delete(Path, true);

    private static string Make()
    {
        if (!Directory.Exists(InMemory))
            return Directory.CreateTempSubdirectory("keywords-").FullName;
        return Directory.CreateDirectory(System.IO.Path.Combine(InMemory, "keywords-" + Guid.NewGuid().ToString("n"))).FullName;
    }
}
