namespace Lodestone.Storage;

/// <summary>The right to write to a store, which ends with the process that holds it.</summary>
/// <remarks>
/// An exclusively opened file: a kill releases it, and the file left behind is not a lock. SQLite's own lock spans one transaction only,
/// and a second writer must be refused before it has embedded anything.
/// </remarks>
internal sealed class WriterLock : IDisposable
{
    public const string FileName = "writer.lock";
    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    public static WriterLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return new WriterLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw new StoreException(
                ErrorCodes.CollectionInUse,
                $"The collection '{folder}' is being written by another process, or by another object in this one, which holds " +
                $"'{FileName}'. A collection has one writer, and the lock ends with it.",
                folder, "no other writer", $"'{FileName}' is held", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.FromFile(error, path);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whether the error says that another object holds the file.</summary>
    /// <remarks>Windows: a sharing or lock violation. Elsewhere: EAGAIN, 11 on Linux and 35 on the BSDs and macOS.</remarks>
    internal static bool IsHeld(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult is 11 or 35;
}
