using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Shared;
using MimeKit;

namespace Lodestone.Ingestion.Readers.Email;

/// <summary>Reads a message: its headers as metadata, its text, and its attachments as they are.</summary>
internal static class EmailExtractor
{
    private const int MaxAddresses = 100;

    // Any file with a colon in its first line could be read as headers; a message has one of these.
    private static readonly HeaderId[] Known =
    [
        HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.Received, HeaderId.MessageId, HeaderId.MimeVersion,
        HeaderId.ContentType, HeaderId.ReturnPath,
    ];

    /// <exception cref="UnreadableException">It is no message, is over a bound, or is encrypted.</exception>
    public static (Extraction Message, IReadOnlyList<EmailAttachment> Attachments) Extract(
        byte[] content, CancellationToken cancellationToken)
    {
        if (ContentKind.Of(content) is { } kind)
            throw NoMessage($"It is {kind} by its content, not");
        using (var counted = new MemoryStream(content, writable: false))
            new EmailBounds(counted).ReadMessage(cancellationToken);
        // Not closed: the parts are unpacked from it later.
        var stream = new MemoryStream(content, writable: false);
        var message = new MimeParser(EmailBounds.Options, stream, MimeFormat.Entity, persistent: true).ParseMessage(cancellationToken);
        if (!Known.Any(message.Headers.Contains))
            throw NoMessage("It has none of the headers of");
        var parts = new EmailParts(cancellationToken);
        if (message.Body is not null)
            parts.Add(message.Body);
        return (Describe(message, parts), parts.Attachments);
    }

    private static Extraction Describe(MimeMessage message, EmailParts parts)
    {
        var (text, title) = (parts.Text.ToString(), CleanText.Label(message.Subject));
        if (string.IsNullOrWhiteSpace(text) && parts.IsEncrypted)
            throw new UnreadableException(ReadProblemKind.Encrypted, "Its text is encrypted. Save it without encryption, or exclude it.");
        var metadata = new Dictionary<string, MetadataValue> { ["attachments"] = MetadataValue.Of(parts.Attachments.Count) };
        if (message.From.Mailboxes.FirstOrDefault() is { } author && CleanText.Label(Name(author)) is { } name)
            metadata["author"] = MetadataValue.Of(name);
        Set("from", message.From);
        Set("to", message.To);
        Set("cc", message.Cc);
        if (message.Headers.Contains(HeaderId.Date) && message.Date != default)
            metadata["date"] = MetadataValue.Of(message.Date);
        if (CleanText.Label(message.MessageId) is { } id)
            metadata["messageId"] = MetadataValue.Of(id);
        return new Extraction
        {
            // A message of a subject alone is found by it.
            Text = string.IsNullOrWhiteSpace(text) ? title ?? "" : text,
            Headings = parts.Text.Headings,
            Title = title,
            TitleSource = TitleSource.Properties,
            Metadata = metadata,
        };

        void Set(string field, InternetAddressList addresses)
        {
            string[] all = [.. addresses.Mailboxes.Take(MaxAddresses).Select(m => CleanText.Label(m.Address)).OfType<string>()];
            if (all.Length > 0)
                metadata[field] = MetadataValue.Of(all);
        }
    }

    private static string Name(MailboxAddress mailbox) => string.IsNullOrWhiteSpace(mailbox.Name) ? mailbox.Address : mailbox.Name;

    private static UnreadableException NoMessage(string found) => new(ReadProblemKind.Malformed,
        $"{found} an e-mail message. Give it the extension of its format, or exclude it.");
}

/// <summary>A file that a message has with it.</summary>
/// <param name="Name">Its name, which no other attachment of the message has.</param>
/// <param name="MediaType">Its media type, in lower case.</param>
/// <param name="Load">Unpacks its bytes.</param>
internal sealed record EmailAttachment(string Name, string MediaType, Func<byte[]> Load);
