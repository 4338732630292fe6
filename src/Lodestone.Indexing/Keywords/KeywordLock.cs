namespace Lodestone.Indexing.Keywords;

/// <summary>The lock of a folder's only writer, held by the operating system, which releases it when the process ends.</summary>
internal static class KeywordLock
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    public static FileStream Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, KeywordFiles.LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new IndexLockedException(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeywordFiles.Unreachable(folder, e);
        }
    }
}
