using System.Buffers.Binary;

namespace Lodestone.Ingestion.Isolation.Wire;

/// <summary>The kind of a message between a host and its worker.</summary>
internal enum FrameKind : byte
{
    /// <summary>From the worker, first: the protocol that it speaks.</summary>
    Hello = 1,

    /// <summary>From the host: a file to read, followed by its bytes.</summary>
    Request,

    /// <summary>From the worker: a document, or a record that is a problem.</summary>
    Item,

    /// <summary>From the worker: the file, or its rest, cannot be read.</summary>
    Unreadable,

    /// <summary>From the worker: the file needs more memory than the worker may have.</summary>
    OutOfMemory,

    /// <summary>From the worker: the file has been read to its end.</summary>
    End,
}

/// <summary>A message: a byte for its kind, four for its length, and its values.</summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Message)
{
    /// <summary>The first words of a worker, with the version of the protocol: both sides are of the same build.</summary>
    public const string Greeting = "lodestone-extraction 1";

    /// <summary>The maximum length of a message in bytes: a document of the maximum length, its headings and its metadata.</summary>
    public const int MaxLength = 128 * 1024 * 1024;

    private const int HeaderLength = 5;

    /// <summary>Reads the next message.</summary>
    /// <returns>The message; null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The kind is not known, or the message is longer than the maximum.</exception>
    public static async ValueTask<Frame?> ReadAsync(Stream stream, int maxLength, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read < HeaderLength)
            return null;
        var (kind, length) = ((FrameKind)header[0], BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1)));
        if (!Enum.IsDefined(kind) || length < 0 || length > maxLength)
            throw new InvalidDataException($"A message begins with the kind {(byte)kind} and the length {length}.");
        var message = new byte[length];
        read = await stream.ReadAtLeastAsync(message, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return read < length ? null : new Frame(kind, message);
    }

    /// <summary>Writes a message.</summary>
    public static async ValueTask WriteAsync(
        Stream stream, FrameKind kind, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        header[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), message.Length);
        await stream.WriteAsync(header, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
