using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

public sealed class EmailTests
{
    private const string Head = "From: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>\r\nTo: bob@example.org, Carl <carl@example.org>\r\n" +
        "Cc: dora@example.org\r\nSubject: =?utf-8?b?UsO8Y2tnYWJl?=\r\nDate: Mon, 06 May 2024 10:00:00 +0200\r\nMessage-ID: <1@example.org>\r\n" +
        "MIME-Version: 1.0\r\n";

    [Fact]
    public async Task ReadAsync_Message_IsItsTextWithItsHeadersAsMetadata()
    {
        var item = await Reader.OneAsync("mail.eml", Head +
            "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n> quoted\r\n");
        var document = item.Document!;
        Assert.Equal(("mail.eml", "Grüße\n> quoted", "Rückgabe"), (document.Id, document.Text, document.Title));
        Assert.Equal(TitleSource.Properties, item.TitleSource);
        Assert.Equal(
            [
                ("attachments", MetadataValue.Of(0)), ("author", MetadataValue.Of("Ann Müller")), ("cc", MetadataValue.Of(["dora@example.org"])),
                ("date", MetadataValue.Of(new DateTimeOffset(2024, 5, 6, 10, 0, 0, TimeSpan.FromHours(2)))),
                ("from", MetadataValue.Of(["ann@example.org"])), ("messageId", MetadataValue.Of("1@example.org")),
                ("path", MetadataValue.Of("mail.eml")), ("to", MetadataValue.Of(["bob@example.org", "carl@example.org"])),
            ],
            document.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value)));
    }

    [Theory]
    [InlineData("Plain words.", "Plain words.")]
    [InlineData("  ", "Rich words.")]
    public async Task ReadAsync_TextInTwoForms_IsReadOnce(string plain, string text)
    {
        var item = await Reader.OneAsync("mail.eml", Head + Multipart("alternative",
            $"Content-Type: text/plain\r\n\r\n{plain}",
            "Content-Type: text/html\r\n\r\n<html><head><style>p {}</style></head><body><p>Rich <b>words</b>.</p></body></html>"));
        Assert.Equal(text, item.Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_Attachments_AreReadWhereTheirKindIsKnownAndCounted()
    {
        var inner = "Subject: Inner\r\n" + Multipart("mixed", "Content-Type: text/plain\r\n\r\nInner words.", Attachment("note.txt", "deep"u8));
        var items = await Reader.AllAsync("mail.eml", Head + Multipart("mixed",
            "Content-Type: text/plain\r\n\r\nSee below.",
            Attachment("a/../book.xlsx", Packed.Zip(Packed.Xlsx("", "", ("s", "<row><c><v>7</v></c></row>")))),
            Attachment("a.bin", [1, 2, 3]),
            Attachment("b.bin", [1, 2, 3]),
            Attachment("broken.docx", "PK and nothing"u8),
            Attachment("page.html", "<p>First</p>"u8),
            Attachment("page.html", "<p>Second</p>"u8),
            "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + inner));
        Assert.Equal(
            ["mail.eml", "mail.eml#a_.._book.xlsx#s", null, "mail.eml#page.html", "mail.eml#page 2.html", "mail.eml#Inner.eml", "mail.eml#Inner.eml#note.txt"],
            items.Select(i => i.Document?.Id));
        Assert.Equal(["See below.", "7", null, "First", "Second", "Inner words.", "deep"], items.Select(i => i.Document?.Text));
        Assert.All(items, i => Assert.Equal("mail.eml", i.Path));
        Assert.All(items.Select(i => i.Document).OfType<Document>(), d => Assert.Equal(MetadataValue.Of("mail.eml"), d.Metadata["path"]));
        Assert.Equal((MetadataValue.Of(7), MetadataValue.Of("note.txt")), (items[0].Document!.Metadata["attachments"], items[^1].Document!.Metadata["attachment"]));
        var note = Assert.Single(items[0].Notes, n => n.Kind == ReadNoteKind.PartLeftOut).Message;
        Assert.Contains("2 attachments", note, StringComparison.Ordinal);
        Assert.Contains("application/octet-stream 2", note, StringComparison.Ordinal);
        Assert.StartsWith("Attachment 'broken.docx': ", items[2].Problem!.Reason, StringComparison.Ordinal);
        Assert.Equal((ReadProblemKind.Malformed, "mail.eml"), (items[2].Problem!.Kind, items[2].Problem!.Path));
    }

    [Fact]
    public async Task ReadAsync_MessagesWithinMessages_AreReadToADepth()
    {
        var mail = "Subject: 5\r\n\r\nwords";
        for (var i = 4; i > 0; i--)
            mail = $"Subject: {i}\r\n" + Multipart("mixed", "Content-Type: text/plain\r\n\r\nwords", "Content-Type: message/rfc822\r\n\r\n" + mail);
        var items = await Reader.AllAsync("mail.eml", mail);
        Assert.Equal(["1", "2", "3"], items.Select(i => i.Document!.Title));
        Assert.Equal([0, 0, 1], items.Select(i => i.Notes.Count));
    }

    [Fact]
    public async Task ReadAsync_ManyAttachments_AreReadUpToTheirNumber()
    {
        var inner = "Subject: x\r\n" + Multipart("mixed", [.. Enumerable.Range(0, 60).Select(i => Attachment($"{i}.txt", "words"u8))]);
        var items = await Reader.AllAsync("mail.eml", Head + Multipart("mixed",
            "Content-Type: text/plain\r\n\r\nwords", "Content-Type: message/rfc822\r\n\r\n" + inner, "Content-Type: message/rfc822\r\n\r\n" + inner));
        Assert.Equal(101, items.Count(i => i.Document is not null));
        Assert.Contains("22 attachments", string.Join(' ', items.SelectMany(i => i.Notes).Select(n => n.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_SubjectAlone_IsTheText() =>
        Assert.Equal("Rückgabe", (await Reader.OneAsync("mail.eml", Head + "\r\n")).Document!.Text);

    [Fact]
    public async Task ReadAsync_EncryptedMessage_IsReported() => Assert.Equal(ReadProblemKind.Encrypted, (await Reader.OneAsync(
        "mail.eml", Head + Multipart("encrypted", "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", Attachment("a.asc", "x"u8)))).Problem!.Kind);

    [Theory]
    [InlineData("Just text.")]
    [InlineData("key: value\n\ntext")]
    [InlineData("%PDF-1.4\n")]
    public async Task ReadAsync_AnotherFileUnderThatName_IsReported(string content) =>
        Assert.Equal(ReadProblemKind.Malformed, (await Reader.OneAsync("a.eml", content)).Problem!.Kind);

    private static string Multipart(string kind, params string[] parts)
    {
        // A boundary of its own: parts may hold others.
        var boundary = $"b{parts.Sum(p => p.Length)}{kind}";
        return $"Content-Type: multipart/{kind}; boundary={boundary}\r\n\r\n" +
            string.Concat(parts.Select(p => $"--{boundary}\r\n{p}\r\n")) + $"--{boundary}--\r\n";
    }

    private static string Attachment(string name, ReadOnlySpan<byte> content) =>
        $"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n" +
        $"Content-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}";
}
