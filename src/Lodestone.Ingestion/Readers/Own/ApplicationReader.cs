using System.Runtime.CompilerServices;
using Lodestone.Documents;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Own;

/// <summary>Reads a file with the application's reader, and checks its documents.</summary>
/// <remarks>The reader runs on threads of the pool; a cancelled caller stops waiting for it, also when it ignores its token.</remarks>
internal sealed class ApplicationReader(IDocumentReader reader, string? mediaType, ReadOptions options) : FormatReader
{
    private readonly string _name = reader.GetType().Name;

    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (file.Length > options.MaxFileBytes)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has {file.Length} bytes; a file may have {options.MaxFileBytes}. Split it."))
            {
                Option = nameof(ReadOptions.MaxFileBytes),
            };
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        IAsyncEnumerator<Document>? documents = null;
        Task? last = null;
        try
        {
            while (true)
            {
                ReadItem? failed = null;
                Document? document = null;
                try
                {
                    var next = Task.Run(
                        async () =>
                        {
                            documents ??= reader.ReadAsync(new DocumentFile(file.Path, stream, mediaType), cancellationToken)
                                .GetAsyncEnumerator(cancellationToken);
                            return await documents.MoveNextAsync().ConfigureAwait(false) ? (true, documents.Current) : (false, null);
                        },
                        CancellationToken.None);
                    last = next;
                    (var any, document) = await next.WaitAsync(cancellationToken).ConfigureAwait(false);
                    if (!any)
                        break;
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    failed = Problem(
                        file, ReadProblemKind.Malformed, (failure as ILodestoneError)?.Code ?? ErrorCodes.ReaderFailed,
                        $"The reader '{_name}' failed: {failure.Message}");
                }

                yield return failed ?? Checked(file, document, ids);
                if (failed is not null)
                    break;
            }
        }
        finally
        {
            await EndAsync(documents, last).ConfigureAwait(false);
        }
    }

    // A reader that is left while it reads cannot be disposed; it ends when its stream is closed, or never.
    private static async Task EndAsync(IAsyncEnumerator<Document>? documents, Task? last)
    {
        if (last is { IsCompleted: false })
        {
            _ = ((Func<Task>)(async () => await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)))();
            return;
        }

        if (documents is not null)
            await documents.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ReadItem Checked(SourceFile file, Document? document, HashSet<string> ids)
    {
        if (document is null)
        {
            return Problem(
                file, ReadProblemKind.Malformed, ErrorCodes.ReaderOutputInvalid,
                $"The reader '{_name}' returned null; accepted: a document.");
        }

        if (DocumentRules.Problem(document) is { } problem)
            return Problem(file, ReadProblemKind.UnusableField, DocumentRules.CodeOf(document), problem);
        if (!ids.Add(document.Id))
        {
            return Problem(
                file, ReadProblemKind.UnusableField, ErrorCodes.IdDuplicate,
                $"The reader '{_name}' returned a second document '{document.Id}'; the first one is kept. Ids have to differ.");
        }

        return new ReadItem { Document = document, Path = file.Path };
    }

    private static ReadItem Problem(SourceFile file, ReadProblemKind kind, string code, string reason) =>
        new() { Problem = new ReadProblem(file.Path, null, kind, reason) { Code = code }, Path = file.Path };
}
