namespace Lodestone.Ingestion.Tests;

/// <summary>Markdown as programs for documentation and notes extend it.</summary>
public sealed class MarkdownDialectTests
{
    [Theory]
    [InlineData("---\n\n# Crane rules\n\nNever stand below the load.\n\n---\n\n# Barge rules\n", "Crane rules", "Never stand below the load.")]
    [InlineData("---\n\nNote: cast off only when the bell rings.\n\n---\nMore.\n", "Note: cast off only when the bell rings.", "More.")]
    [InlineData("---\nNever stand below the load.\n\n---\nMore.\n", "Never stand below the load.", "More.")]
    [InlineData("---\n# Crane rules\n---\nMore.\n", "Crane rules", "More.")]
    [InlineData("---\ntitle: never closed\n\nMore.\n", "title: never closed", "More.")]
    [InlineData("---\n---\nMore.\n", "More.")]
    public async Task ReadAsync_LeadingRule_IsNoFrontMatter(string markdown, params string[] parts)
    {
        var item = await Reader.OneAsync("a.md", markdown);
        Assert.All(parts, p => Assert.Contains(p, item.Document!.Text, StringComparison.Ordinal));
        Assert.Equal(["path"], item.Document!.Metadata.Keys);
    }

    [Theory]
    [InlineData("\"caf\\u00e9 \\x26 tea\"", "café & tea")]
    [InlineData("\"a\\\"b\\\\c\\/d\"", "a\"b\\c/d")]
    [InlineData("\"\\U0001F6A2 \\ud800 \\x00 \\q\"", "\U0001F6A2 \\ud800 \\x00 \\q")]
    [InlineData("'caf\\u00e9'", "caf\\u00e9")]
    [InlineData("caf\\u00e9", "caf\\u00e9")]
    public async Task ReadAsync_EscapesInFrontMatter_AreCharactersInDoubleQuotes(string written, string value) => Assert.Equal(
        MetadataValue.Of(value), (await Reader.OneAsync("a.md", $"---\nsummary: {written}\n---\nText.\n")).Document!.Metadata["summary"]);

    [Theory]
    [InlineData("title: Harbour act on the waters\n  of the port, for fishing")]
    [InlineData("title: >\n  Harbour act on the waters\n  of the port, for fishing\nyear: 1967")]
    [InlineData("title: >-\n    Harbour act on the waters\n    of the port, for fishing\n")]
    [InlineData("title: |\n  Harbour act on the waters\n  of the port, for fishing")]
    [InlineData("title: \"Harbour act on the waters\n  of the port, for fishing\"")]
    [InlineData("title:\n  Harbour act on the waters\n  of the port, for fishing")]
    [InlineData("year: 1967\ntitle: 'Harbour act on the waters of the port, for fishing' # why")]
    public async Task ReadAsync_TitleOverLines_IsOneTitle(string yaml)
    {
        var item = await Reader.OneAsync("a.md", $"---\n{yaml}\n---\nText of the act.\n");
        Assert.Equal(("Harbour act on the waters of the port, for fishing", TitleSource.FrontMatter), (item.Document!.Title, item.TitleSource));
        Assert.Equal("Text of the act.", item.Document.Text);
        Assert.Empty(item.Notes);
    }

    [Fact]
    public async Task ReadAsync_TextsOverLines_AreMetadata()
    {
        var item = await Reader.OneAsync("a.md",
            "---\nsummary: >\n  A folded\n  summary.\n\n  Its end.\nlines: |\n  one\n    two\ntags: [a,\n  b]\nversion: 1.10\norder: 12345678901234567890\n---\nx\n");
        var metadata = item.Document!.Metadata;
        Assert.Equal(MetadataValue.Of("A folded summary.\nIts end."), metadata["summary"]);
        Assert.Equal(MetadataValue.Of("one\n  two"), metadata["lines"]);
        Assert.Equal(MetadataValue.Of(["a", "b"]), metadata["tags"]);
        Assert.Equal(MetadataValue.Of("1.10"), metadata["version"]);
        Assert.Equal(MetadataValue.Of("12345678901234567890"), metadata["order"]);
        Assert.Equal(ReadNoteKind.NumberKeptAsText, Assert.Single(item.Notes).Kind);
    }

    [Theory]
    [InlineData("> [!NOTE]\n> Make a dump first.\n\nMore.", "Note\nMake a dump first.\n\nMore.")]
    [InlineData("> [!tip]- Dumps\n> Make a dump first.\n\nMore.", "Dumps\nMake a dump first.\n\nMore.")]
    [InlineData("!!! danger\n    Make a dump first.\n\n    Then upgrade.\n\nMore.", "Danger\n\nMake a dump first.\n\nThen upgrade.\n\nMore.")]
    [InlineData("??? note \"Dumps\"\n    Make a dump first.\n\nMore.", "Dumps\n\nMake a dump first.\n\nMore.")]
    [InlineData("=== \"Linux\"\n    Use apt.\n\n=== \"macOS\"\n    Use brew.\n", "Linux\n\nUse apt.\n\nmacOS\n\nUse brew.")]
    [InlineData("::: warning\nMake a dump first.\n:::\n\nMore.", "Warning\n\nMake a dump first.\n\nMore.")]
    [InlineData(":::tip[Of dumps]\n\nMake a dump first.\n\n:::\n\nMore.", "Of dumps\n\nMake a dump first.\n\nMore.")]
    [InlineData("Title\n===\n\nWow!!! note that std::vector::size is a name.", "Title\n\nWow!!! note that std::vector::size is a name.")]
    [InlineData("See [[Harbour]], [[Tide tables#2024|the tables]] and [[Lock#Gates]].", "See Harbour, the tables and Lock > Gates.")]
    [InlineData("![[plan.png|300]] and `[[code]]` and [[a]](b)", "plan.png and [[code]] and [a]")]
    [InlineData("A queue has at most 400 jobs[^1].\n\n[^1]: 4000 on the Enterprise plan.", "A queue has at most 400 jobs[1].\n\n4000 on the Enterprise plan.")]
    public async Task ReadAsync_Dialect_IsWhatItsPageShows(string markdown, string text) =>
        Assert.Equal(text, (await Reader.OneAsync("a.md", markdown)).Document!.Text);

    [Theory(Timeout = 180_000)]
    [InlineData("[[", 200_000)]
    [InlineData("!!! note\n    ", 20_000)]
    [InlineData("::: a\n", 20_000)]
    [InlineData("> [!a]\n", 20_000)]
    [InlineData("---\na: b\n", 200_000)]
    public async Task ReadAsync_ManyMarks_AreReadOrReported(string mark, int count) => await Reader.OneAsync(
        "a.md", new System.Text.StringBuilder().Insert(0, mark, count).Append("words").ToString());
}
