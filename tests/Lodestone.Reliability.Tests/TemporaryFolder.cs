namespace Lodestone.Reliability.Tests;

/// <summary>A folder that is gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("lodestone-reliability-").FullName;

    public string Root { get; }

    /// <summary>The collection in it.</summary>
    public string Collection => Path.Combine(Root, "collection");

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
