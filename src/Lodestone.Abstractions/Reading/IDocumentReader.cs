namespace Lodestone;

/// <summary>Reads the documents of a file or a stream in a format of the application's own.</summary>
/// <remarks>
/// <para>
/// Implementations are thread-safe: one reads several files at once. They belong to their creator. The same content has the same
/// documents in the same order. Documents are returned one at a time, so that a large file is never in memory whole.
/// </para>
/// <para>
/// An implementation gives every document an id that no other document of the collection has; <see cref="DocumentFile.Path"/> is one for
/// a file that is one document, and a prefix for the ids of several. It may throw any exception for content that it cannot read: that is
/// a problem of the file, the documents before it are kept, and other files are read. A document that cannot be stored, or with the id of
/// an earlier one of the file, is a problem of that document.
/// </para>
/// </remarks>
public interface IDocumentReader
{
    /// <summary>Reads the documents of a file.</summary>
    /// <param name="file">The content, and what is known of it. The caller closes the stream.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    IAsyncEnumerable<Document> ReadAsync(DocumentFile file, CancellationToken cancellationToken = default);
}

/// <summary>A file or a stream to be read.</summary>
/// <param name="Path">The relative path with forward slashes, by which documents and problems name it.</param>
/// <param name="Content">The bytes, from the start. A reader does not read them after it has ended.</param>
/// <param name="MediaType">The media type, such as <c>message/rfc822</c>, in lower case; null if it is not known.</param>
public sealed record DocumentFile(string Path, Stream Content, string? MediaType = null);
