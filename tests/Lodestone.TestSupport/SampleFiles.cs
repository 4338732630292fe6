using System.Text;

namespace Lodestone.TestSupport;

/// <summary>A small file of each format that its reader reads, whole and damaged: by seed in its bytes, or in a part inside an archive.</summary>
public static class SampleFiles
{
    private static readonly Dictionary<string, (string Name, byte[] Content)[]> Archives = new()
    {
        [".pptx"] = Bytes(Packed.Pptx(Packed.Shape("title", "Title"), Packed.Shape(null, "Words &amp; more", "Line"))),
        [".xlsx"] = Bytes(Packed.Xlsx("<si><t>Name</t></si><si><t>Ann</t></si>", "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>",
            ("s", "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row><row r='2'><c r='B2' s='1'><v>45000</v></c></row>"))),
        [".epub"] = Bytes(Packed.Epub("<ncx><text>One</text><content src='a.xhtml'/></ncx>", ("a.xhtml", "<h1>One</h1><p>Words <b/>here</p>"))),
        [".odt"] = Bytes(Packed.Odt("<text:h text:outline-level='1'>One</text:h><text:p>Words<text:s text:c='2'/></text:p><table:table><table:table-row>" +
            "<table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>")),
    };

    private static readonly Dictionary<string, string> Plain = new()
    {
        [".rtf"] = "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 A;}}{\\stylesheet{\\s1 heading 1;}}\\pard\\s1 One\\par\\pard\\intbl a\\cell b\\cell\\row" +
            "\\pard {\\*\\x y}\\u8217?caf\\'e9\\par}",
        [".eml"] = "From: Ann <a@b.c>\r\nTo: x@y.z\r\nSubject: =?utf-8?b?UsO8?=\r\nDate: Mon, 06 May 2024 10:00:00 +0200\r\n" +
            "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWords\r\n--b\r\n" +
            "Content-Type: application/octet-stream; name=\"a.html\"\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SGk8L3A+\r\n--b\r\n" +
            "Content-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\ninner\r\n--b--\r\n",
        [".ipynb"] = "{\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"# One\\n\",\"words\"]},{\"cell_type\":\"code\",\"source\":\"f(1)\"," +
            "\"outputs\":[{\"data\":{\"text/plain\":\"2\"}}]}],\"metadata\":{\"kernelspec\":{\"language\":\"python\"}}}",
        [".cs"] = "/// <summary>S.</summary>\nclass A<T>(int x)\n{\n    public int F(int a) => \"/*\" + a;\n    /* x */ [Fact] void G() { }\n}\n",
    };

    public static IReadOnlyCollection<string> Extensions { get; } = [.. Archives.Keys, .. Plain.Keys];

    /// <summary>Damages the file of a format; in an archive a part when <paramref name="inside"/>, else any byte.</summary>
    public static byte[] Damaged(string extension, Random random, bool inside, int maxRepeats)
    {
        if (!Archives.TryGetValue(extension, out var parts))
            return Damaged(Encoding.UTF8.GetBytes(Plain[extension]), random, maxRepeats);
        if (!inside)
            return Damaged(Packed.Zip(parts), random, maxRepeats);
        var at = random.Next(parts.Length);
        return Packed.Zip(parts.Select((p, i) => (p.Name, i == at ? Damaged(p.Content, random, maxRepeats) : p.Content)));
    }

    /// <summary>Changes bytes, or leaves out, repeats or moves a piece.</summary>
    public static byte[] Damaged(byte[] content, Random random, int maxRepeats)
    {
        var changed = new List<byte>(content);
        for (var times = random.Next(1, 4); times > 0 && changed.Count > 2; times--)
        {
            var (start, length) = (random.Next(changed.Count), random.Next(1, 40));
            var piece = changed.GetRange(start, Math.Min(length, changed.Count - start));
            switch (random.Next(4))
            {
                case 0:
                    changed[start] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(start, piece.Count);
                    break;
                case 2:
                    changed.InsertRange(start, Enumerable.Repeat(piece, random.Next(1, maxRepeats)).SelectMany(p => p));
                    break;
                default:
                    changed.RemoveRange(start, piece.Count);
                    changed.InsertRange(random.Next(changed.Count + 1), piece);
                    break;
            }
        }

        return [.. changed];
    }

    private static (string Name, byte[] Content)[] Bytes((string Name, string Content)[] parts) =>
        [.. parts.Select(p => (p.Name, Encoding.UTF8.GetBytes(p.Content)))];
}
