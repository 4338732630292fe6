namespace Lodestone.Indexing;

/// <summary>Copies files of a saved index. A copy is on the disk when the call ends.</summary>
internal static class FileCopy
{
    private const int Portion = 1 << 20;

    /// <summary>Opens a file that its writer may replace or delete meanwhile; the content stays readable.</summary>
    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    /// <summary>Copies the first bytes of a file into a new one.</summary>
    /// <exception cref="EndOfStreamException">The source has fewer bytes.</exception>
    public static void Write(FileStream source, string target, long bytes, IProgress<long>? copied, CancellationToken cancellationToken)
    {
        source.Position = 0;
        using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        var buffer = new byte[Math.Min(Portion, bytes)];
        for (var left = bytes; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            source.ReadExactly(part);
            file.Write(part);
            left -= part.Length;
            copied?.Report(part.Length);
        }

        file.Flush(flushToDisk: true);
    }
}
