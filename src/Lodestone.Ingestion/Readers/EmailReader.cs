using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Email;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers;

/// <summary>Reads a message, and each of its attachments that is of a known format, as documents.</summary>
/// <param name="options">The options of reading.</param>
/// <param name="depth">The number of messages around this one.</param>
/// <param name="budget">The attachments that may still be read; null for a message of its own.</param>
internal sealed class EmailReader(ReadOptions options, int depth = 0, AttachmentBudget? budget = null) : FormatReader
{
    /// <summary>The maximum number of messages within each other that are read.</summary>
    public const int MaxNesting = 3;

    private readonly AttachmentBudget _budget = budget ?? new AttachmentBudget();

    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = await WholeFileReader.LoadAsync(file, stream, options, cancellationToken).ConfigureAwait(false);
        var (message, attachments) = await ParserThread.RunAsync(
            () => WholeFileReader.Guard(FileFormat.Email, () => EmailExtractor.Extract(content, cancellationToken)), cancellationToken)
            .ConfigureAwait(false);
        var (read, notes) = Choose(attachments);
        yield return Message(file, message with { Notes = notes });
        foreach (var attachment in read)
        {
            await foreach (var item in ReadAsync(file, attachment, cancellationToken).ConfigureAwait(false))
                yield return item;
        }
    }

    private static ReadItem Message(SourceFile file, Extraction message)
    {
        try
        {
            return WholeFileReader.ToItem(file, message, null, 0);
        }
        catch (UnreadableException blank)
        {
            // Its attachments are read all the same.
            return new ReadItem { Problem = new ReadProblem(file.Path, null, blank.Kind, blank.Message), Path = file.Path };
        }
    }

    private async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, EmailAttachment attachment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new SourceFile(attachment.Name, $"{file.Path}#{attachment.Name}", default, Named: true);
        IAsyncEnumerator<ReadItem>? items = null;
        try
        {
            while (true)
            {
                ReadItem item;
                var isOver = false;
                try
                {
                    if (items is null)
                    {
                        var bytes = await ParserThread.RunAsync(
                            () => WholeFileReader.Guard(FileFormat.Email, attachment.Load), cancellationToken).ConfigureAwait(false);
                        items = Reader(part, attachment).ReadAsync(
                            part with { Stamp = new FileStamp(bytes.Length, 0) },
                            new MemoryStream(bytes, writable: false), cancellationToken)
                            .GetAsyncEnumerator(cancellationToken);
                    }

                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                        break;
                    item = items.Current;
                }
                catch (UnreadableException why)
                {
                    item = new ReadItem
                    {
                        Problem = new ReadProblem(file.Path, why.Line, why.Kind, why.Message) { Option = why.Option },
                        Path = file.Path,
                    };
                    isOver = true;
                }

                yield return OfMessage(file, attachment, item);
                if (isOver)
                    break;
            }
        }
        finally
        {
            if (items is not null)
                await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>An item as one of the file that the message is.</summary>
    private static ReadItem OfMessage(SourceFile file, EmailAttachment attachment, ReadItem item)
    {
        var document = item.Document;
        if (document is not null)
        {
            var metadata = new Dictionary<string, MetadataValue>(document.Metadata, StringComparer.Ordinal)
            {
                ["path"] = MetadataValue.Of(file.Path),
            };
            metadata.TryAdd("attachment", MetadataValue.Of(attachment.Name));
            document = document with { Metadata = metadata };
        }

        return item with
        {
            Document = document,
            Problem = item.Problem is { } problem
                ? problem with { Path = file.Path, Reason = $"Attachment '{attachment.Name}': {problem.Reason}" }
                : null,
            Path = file.Path,
        };
    }

    private FormatReader Reader(SourceFile part, EmailAttachment attachment)
    {
        var own = options with { Format = null };
        return FormatOf(attachment) == FileFormat.Email && own.ReaderOf(part.Path, attachment.MediaType) is null
            ? new EmailReader(own, depth + 1, _budget)
            : FormatReaders.For(part, own, attachment.MediaType);
    }

    /// <summary>The attachments that are read, and notes about the others.</summary>
    private (List<EmailAttachment> Read, List<ReadNote> Notes) Choose(IReadOnlyList<EmailAttachment> attachments)
    {
        var (read, unknown, over) = (new List<EmailAttachment>(), new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var attachment in attachments)
        {
            var format = FormatOf(attachment);
            if (format is null && options.ReaderOf(attachment.Name, attachment.MediaType) is null)
                unknown[attachment.MediaType] = unknown.GetValueOrDefault(attachment.MediaType) + 1;
            else if ((format == FileFormat.Email && depth + 1 >= MaxNesting) || !_budget.Take())
                over++;
            else
                read.Add(attachment);
        }

        var notes = new List<ReadNote>();
        if (unknown.Count > 0)
        {
            var counts = string.Join(", ", unknown.Take(12).Select(u => FormattableString.Invariant($"{u.Key} {u.Value}")));
            notes.Add(new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                $"{unknown.Values.Sum()} attachments were left out because no reader knows their kind: {counts}.")));
        }

        if (over > 0)
        {
            notes.Add(new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                $"{over} attachments were left out: accepted are {AttachmentBudget.Most} in all, and {MaxNesting} messages within ") +
                "each other."));
        }

        return (read, notes);
    }

    private static FileFormat? FormatOf(EmailAttachment attachment) => FileFormats.Of(attachment.Name) ??
        (attachment.MediaType == "text/plain" ? null : FileFormats.OfMediaType(attachment.MediaType));
}

/// <summary>The attachments that may still be read of one message, with the messages in it.</summary>
internal sealed class AttachmentBudget
{
    /// <summary>The maximum number of attachments.</summary>
    public const int Most = 100;

    private int _taken;

    /// <summary>Takes one; false when none is left.</summary>
    public bool Take() => _taken < Most && ++_taken > 0;
}
