using System.Text;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Readers.Html;
using Lodestone.Ingestion.Readers.Shared;
using MimeKit;

namespace Lodestone.Ingestion.Readers.Email;

/// <summary>Tells the text of a message from its attachments.</summary>
internal sealed class EmailParts(CancellationToken cancellationToken)
{
    private const int MaxName = 100;

    private readonly List<EmailAttachment> _attachments = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public JoinedText Text { get; } = new();

    public IReadOnlyList<EmailAttachment> Attachments => _attachments;

    /// <summary>Whether a part can only be read with a key.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Adds a part with those in it, whose depth the parser bounds.</summary>
    public void Add(MimeEntity part)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (part)
        {
            case Multipart when part.ContentType.IsMimeType("multipart", "encrypted"):
                IsEncrypted = true;
                break;
            case Multipart several when part.ContentType.IsMimeType("multipart", "alternative"):
                AddBest(several);
                break;
            case Multipart several:
                foreach (var one in several)
                    Add(one);
                break;
            case MessagePart forwarded:
                var subject = CleanText.Label(forwarded.Message?.Subject) ?? "message";
                Attach(forwarded, subject + ".eml", () => Bytes(forwarded));
                break;
            case TextPart { IsAttachment: false } text when text.IsPlain || text.IsHtml:
                AddText(text);
                break;
            case MimePart file:
                IsEncrypted |= part.ContentType.IsMimeType("application", "pkcs7-mime") ||
                    part.ContentType.IsMimeType("application", "x-pkcs7-mime");
                Attach(file, "attachment", () => Bytes(file));
                break;
        }
    }

    /// <summary>Adds one of several forms of the same text: the plain one, which people write and programs make of the other.</summary>
    private void AddBest(Multipart forms)
    {
        var plain = forms.OfType<TextPart>().FirstOrDefault(t => t.IsPlain && !string.IsNullOrWhiteSpace(t.Text));
        var best = plain ?? forms.FirstOrDefault(f => f is not TextPart { IsPlain: true });
        if (best is not null)
            Add(best);
        // A calendar's invitation or a file among the forms is no form of the text.
        foreach (var other in forms.Where(f => f != best && f is not (TextPart or Multipart)))
            Add(other);
    }

    private void AddText(TextPart part)
    {
        if (part.IsPlain)
        {
            Text.Add(part.Text.Trim('\r', '\n'), []);
            return;
        }

        var html = HtmlExtractor.ComposeAll(part.Text, cancellationToken);
        Text.Add(html.ToString(), html.Headings);
    }

    private void Attach(MimeEntity part, string standIn, Func<byte[]> load)
    {
        var name = new StringBuilder();
        foreach (var c in CleanText.Label(part.ContentDisposition?.FileName ?? part.ContentType.Name) ?? CleanText.Label(standIn)!)
            name.Append(char.IsControl(c) || c is '/' or '\\' ? '_' : c);
        // The extension tells the kind, so a long name loses its beginning.
        var own = CleanText.Of(name.Length > MaxName ? name.ToString()[^MaxName..] : name.ToString(), out _);
        var (stem, extension) = (Path.GetFileNameWithoutExtension(own), Path.GetExtension(own));
        for (var i = 2; !_names.Add(own); i++)
            own = FormattableString.Invariant($"{stem} {i}{extension}");
        _attachments.Add(new EmailAttachment(own, part.ContentType.MimeType.ToLowerInvariant(), load));
    }

    private static byte[] Bytes(MimePart file)
    {
        using var bytes = new MemoryStream();
        file.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Bytes(MessagePart forwarded)
    {
        using var bytes = new MemoryStream();
        forwarded.Message?.WriteTo(bytes);
        return bytes.ToArray();
    }
}
