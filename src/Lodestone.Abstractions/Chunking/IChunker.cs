namespace Lodestone;

/// <summary>Cuts a document into the passages that are embedded, indexed and scored by themselves.</summary>
/// <remarks>
/// <para>
/// Implementations are thread-safe, and cut the same document in the same way in every call. They belong to their creator, so a collection
/// does not dispose them. <see cref="Chunk"/> may take long for a long document and then honours its cancellation token.
/// </para>
/// <para>
/// The ranges lie in <see cref="Document.Text"/>, none is empty, each starts after the one before, none begins or ends within a surrogate
/// pair, and together they have at most 16 times the characters of the text. They may overlap and leave parts of the text out: no search
/// finds by what is in no passage. A collection adds title and headings to the text that the models read, trims white space at both ends
/// of a range, and skips a range without words. It does not ask for a document without text.
/// </para>
/// <para>Any other result, and any exception, is a problem of that document: it is not written, and others are.</para>
/// </remarks>
public interface IChunker
{
    /// <summary>Cuts a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ranges of the passages in the document's text, in ascending order of their starts.</returns>
    IReadOnlyList<TextRange> Chunk(Document document, CancellationToken cancellationToken = default);
}
