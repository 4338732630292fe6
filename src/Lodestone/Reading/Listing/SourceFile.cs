namespace Lodestone;

/// <summary>A file to read.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Path">What documents call it: relative, with forward slashes.</param>
/// <param name="Length">Bytes when it was listed.</param>
/// <param name="Named">Whether it was given by name, not found in a folder.</param>
internal sealed record SourceFile(string FullPath, string Path, long Length, bool Named)
{
    /// <summary>The file's name without its extension: what it is called when nothing within says so.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(FullPath);
}
