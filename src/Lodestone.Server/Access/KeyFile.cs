using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Lodestone.Server.Access;

/// <summary>Reads the file of API keys: whole, and no more than it may have.</summary>
internal sealed class KeyFile(string path)
{
    public string Path => path;

    /// <summary>The file's bytes; null when there is no file.</summary>
    /// <param name="known">Bytes of an earlier reading. They are returned themselves, not a copy, while the file still has them.</param>
    /// <exception cref="KeyFileException">There is something of this name that cannot be read, is empty, or is too large.</exception>
    public byte[]? Read(byte[]? known = null)
    {
        FileSystemInfo? target = null;
        try
        {
            target = File.ResolveLinkTarget(path, returnFinalTarget: true);
            if (target is { Exists: false })
                throw Unusable($"it is a symbolic link to '{target.FullName}', where no file is");
            // Asked before the file is opened: to open a pipe is to wait for its writer, and a device never ends. Both have no length.
            if (new FileInfo(target?.FullName ?? path) is { Exists: true, Length: 0 })
                throw Unusable("it is empty");
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            if (length > AccessDefaults.MaxKeyFileBytes)
                throw Unusable($"it has {length} bytes, and a file of keys has {AccessDefaults.MaxKeyFileBytes} at most");
            return Read(handle, (int)length, known);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException && target is null)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    /// <summary>The keys that a file of these bytes has.</summary>
    /// <exception cref="KeyFileException">It is no key file of this version.</exception>
    public IReadOnlyList<StoredKey> Parse(byte[] bytes)
    {
        try
        {
            // Of a stream the reader leaves out a byte order mark, which editors may have written.
            using var stream = new MemoryStream(bytes);
            var content = JsonSerializer.Deserialize(stream, KeyJson.Default.KeyFileContent);
            if (content?.Version != KeyFileContent.CurrentVersion || !content.Keys.All(IsUsable))
                throw Unusable($"it is not a key file of version {KeyFileContent.CurrentVersion}");
            return content.Keys;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    public KeyFileException Unusable(string why, Exception? inner = null) => new(
        ErrorCodes.KeyFileUnusable,
        $"The file of API keys '{path}' cannot be used: {why.TrimEnd('.')}. Mend it, or move it away and add new keys.",
        path,
        inner);

    private byte[] Read(SafeFileHandle handle, int length, byte[]? known)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length + 1);
        try
        {
            int read, count = 0;
            while (count <= length && (read = RandomAccess.Read(handle, buffer.AsSpan(count, length + 1 - count), count)) > 0)
                count += read;
            // Keys are put in place whole; this is somebody who writes into the file, and may not be done.
            if (count != length)
                throw Unusable("it was written to while it was read");
            var bytes = buffer.AsSpan(0, count);
            return known is not null && bytes.SequenceEqual(known) ? known : bytes.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsUsable(StoredKey? key) =>
        key is { Sha256: { Length: 64 } hash } && hash.All(char.IsAsciiHexDigit) && Enum.IsDefined(key.Scope);
}

/// <summary>The key file as JSON has it.</summary>
internal sealed record KeyFileContent(int Version, IReadOnlyList<StoredKey> Keys)
{
    public const int CurrentVersion = 1;
}
