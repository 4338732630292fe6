using System.Globalization;
using System.IO.Compression;
using System.Text;
using Lodestone;
using Lodestone.Encoders;
using Lodestone.Ingestion;

/// <summary>A user's program, the same in every kind of application: embed, rerank, index files, search with a filter.</summary>
internal static class Scenario
{
    private const string Query = "can I get my money back?";

    /// <summary>Runs with a collection in a folder, and returns every score with all of its digits.</summary>
    public static async Task<string> RunAsync(string folder)
    {
        await using var collection = await Collection.OpenAsync(Path.Combine(folder, "collection"));
        return await RunAsync(collection, folder);
    }

    public static async Task<string> RunAsync(Collection collection, string folder)
    {
        var lines = new List<string>();
        using var biEncoder = BiEncoder.Load(options: new() { ExecutionProvider = new() { Name = "CPU" } });
        using var crossEncoder = CrossEncoder.Load();
        var vector = await biEncoder.EmbedAsync(Query, EmbeddingRole.Query);
        for (var i = 0; i < vector.Length; i += 48)
            lines.Add($"embedding {i} {Exact(vector.Span[i])}");
        var reranked = await crossEncoder.RerankAsync(Query, ["Refunds take 30 days.", "We close at six.", "Prices are in euros."]);
        lines.AddRange(reranked.Passages.Select(p => $"rerank {p.Index} {Exact(p.Logit!.Value)}"));

        var report = await collection.IndexAsync(DocumentSource.ReadAsync([Write(folder)]));
        lines.Add($"indexed {report.Added}, problems {report.Problems.Count}");
        lines.AddRange(report.Problems.Select(p => $"problem {p}"));
        var result = await collection.SearchAsync(Query, new SearchOptions { Filter = Filter.Parse("year >= 2024 or not exists year") });
        lines.AddRange(result.Hits.Select(h => $"hit {h.DocumentId} {Exact(h.FinalScore)} {Exact(h.Logit!.Value.Score)}"));

        try
        {
            using var other = BiEncoder.Load(options: new() { ExecutionProvider = new() { Name = "cuda" } });
            lines.Add("cuda runs");
        }
        catch (ModelLoadException missing)
        {
            lines.Add($"cuda {missing.Code}");
        }

        return string.Join('\n', lines) + "\n";
    }

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes a file of each format, since each has libraries of its own that trimming may break.</summary>
    private static string Write(string folder)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        File.WriteAllText(Path.Combine(files, "faq.jsonl"), """
            {"id": "refunds", "title": "Refunds", "text": "A yearly plan can be refunded within 30 days.", "year": 2025}
            {"id": "old", "title": "Refunds", "text": "Money is never paid back.", "year": 2019}

            """);
        File.WriteAllText(Path.Combine(files, "offices.md"), "# Offices\n\nThe offices close at six.\n");
        File.WriteAllText(Path.Combine(files, "prices.html"), "<html><title>Prices</title><body><p>Prices are in euros.</p></body></html>");
        File.WriteAllText(Path.Combine(files, "people.csv"), "name,text\nAda,Ada answers questions about invoices.\n");
        File.WriteAllText(Path.Combine(files, "note.txt"), "Cancel in the settings to end a plan.");
        File.WriteAllBytes(Path.Combine(files, "letter.pdf"), Pdf("Payments are returned to the card that was used."));
        using var archive = ZipFile.Open(Path.Combine(files, "contract.docx"), ZipArchiveMode.Create);
        Add(archive, "[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
            """);
        Add(archive, "_rels/.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
            </Relationships>
            """);
        Add(archive, "word/document.xml", """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>A contract
            ends after a year.</w:t></w:r></w:p></w:body></w:document>
            """);
        return files;
    }

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var entry = new StreamWriter(archive.CreateEntry(name).Open());
        entry.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n" + content);
    }

    private static byte[] Pdf(string text)
    {
        var content = $"BT /F1 12 Tf 72 720 Td ({text}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
