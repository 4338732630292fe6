namespace Lodestone.Reliability.Tests.Isolation;

/// <summary>Files of Rich Text Format, messages and notebooks that are made to hurt; messages carry files of other formats that are.</summary>
internal static class HostileTexts
{
    /// <summary>The hostile files of a format; how far each goes is a number from 16 to 131,072.</summary>
    public static Func<byte[]>[] Of(string extension, Random random, int count, string entities) => extension switch
    {
        ".rtf" =>
        [
            () => Utf8("{\\rtf1 " + Many("{", count) + "words"),
            () => Utf8("{\\rtf1 words" + Many("}", count) + "words"),
            () => Utf8("{\\rtf1 words\\bin" + (random.Next(2) == 0 ? "2147483647 " : "-7 ") + Many("\\bin9 ", count)),
            () => Utf8("{\\rtf1\\uc16 words" + Many("\\u9999999999 \\'", count)),
            () => Utf8("{\\rtf1{\\fonttbl" + Many("{\\f1\\fcharset128 a;}", count) + "}{\\stylesheet" + Many("{\\s1 heading 1;}", count) + "}words}"),
            () => Utf8("{\\rtf1 words{\\*\\objdata " + Many("d0cf11e0", count) + "}{\\pict " + Many("89504e47", count) + "}}"),
            () => Utf8("{\\rtf1 words" + Many("\\trowd\\cell\\row\\par", count) + "}"),
            () => Utf8("{\\rtf1 " + Many("{\\upr{a}{\\*\\ud{b ", Math.Min(count, 4_000)) + "words"),
        ],
        ".eml" =>
        [
            () => Message(Many("Content-Type: multipart/mixed; boundary=b\n\n--b\n", count) + "\nwords"),
            () => Message("Content-Type: multipart/mixed; boundary=b\n\n" + Many("--b\nContent-Type: message/rfc822\n\nSubject: y\n\nwords\n", count)),
            () => Message("To: " + Many("(a@b,", count) + "\n\nwords"),
            () => Message(Many("X: y\n", count) + "\nwords"),
            () => Message("Content-Type: text/html; charset=" + Many("x", count) + "\n\n" + Many("<b><p>", count)),
            () => Message("Content-Type: text/plain; " + Many("a*0*=b;", count) + "\n\nwords"),
            () => Message("X: " + Many("=?utf-8?b?=?utf-8?q?", count) + "\n\nwords"),
            () => Nested(random.Next(1, 40)),
            () => With(".html", Utf8($"<!DOCTYPE html [{entities}]><p>&a12;")),
            () => With(".pdf", HostileFiles.Make(".pdf", random.Next())),
            () => With(".docx", HostileFiles.Make(".docx", random.Next())),
            () => With(".xlsx", HostileFiles.Make(".xlsx", random.Next())),
            () => With(".epub", HostileFiles.Make(".epub", random.Next())),
            () => With(".eml", With(".eml", With(".pptx", HostileFiles.Make(".pptx", random.Next())))),
            () => With(".csv", Utf8("id,text\n" + Many("1,words\n", count))),
            () => With(".jsonl", Utf8(Many("{\"a\":", count))),
            () => With(".ipynb", Utf8("{\"cells\":" + Many("[", count))),
        ],
        _ =>
        [
            () => Utf8("{\"cells\":" + Many("[", count)),
            () => Utf8("{\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"words\",\"x\":" + Many("{\"a\":", count) + "1" + Many("}", count) + "}]}"),
            () => Utf8("{\"cells\":[" + Many("{\"cell_type\":\"code\",\"source\":\"words\"},", count) + "0]}"),
            () => Utf8("{\"cells\":[" + Many("0,", count << 5) + "0]}"),
            () => Utf8("{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"words\"],\"outputs\":[" +
                Many("{\"output_type\":\"stream\",\"text\":[\"more\"]},", count) + "{}]}]}"),
            () => Utf8("{\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"" + Many("[a](", count) + "\"}]}"),
            () => Utf8("{\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"" + Many("<b><p>", count) + "\"}]}"),
            () => Utf8("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"words\",\"outputs\":[{\"data\":{\"text/html\":\"" +
                Many("<table><tr><td>", count) + "\",\"image/png\":\"" + Many("AAAA", count) + "\"}}]}]}"),
            () => Utf8("{\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"" + Many("\\ud800\\u0000", count) + "words\"}]}"),
            () => Utf8(Many("{\"cells\":[],", count) + "\"cells\":[{\"cell_type\":\"raw\",\"source\":\"words\"}]" + Many("}", count)),
        ],
    };

    private static byte[] Message(string rest) => Utf8("Subject: x\nFrom: a@b.c\nMIME-Version: 1.0\n" + rest);

    private static byte[] With(string extension, byte[] attachment) => Message(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: application/octet-stream; name=\"a" + extension +
        "\"\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(attachment, Base64FormattingOptions.InsertLineBreaks) + "\n--b--\n");

    // Each is an attachment of the next, packed again, so that a third is added at each level.
    private static byte[] Nested(int depth)
    {
        var inner = Message("\nwords");
        for (var i = 0; i < depth && inner.Length < 1 << 24; i++)
            inner = With(".eml", inner);
        return inner;
    }

    private static byte[] Utf8(string text) => HostileFiles.Utf8(text);

    private static string Many(string part, int count) => HostileFiles.Many(part, count);
}
