using System.Text.Json;

namespace Lodestone.Ingestion.Tests;

public sealed class NotebookTests
{
    [Fact]
    public async Task ReadAsync_Notebook_IsItsCellsInOrderWithTheTextOfOutputs()
    {
        const string json = """
            {"nbformat": 4, "metadata": {"kernelspec": {"language": "Python"}, "authors": [{"name": "Ann"}, {"name": "Bob"}]}, "cells": [
              {"source": ["# Refunds\n", "\n", "Some *words*."], "cell_type": "markdown"},
              {"cell_type": "code", "source": "def f(x):\r\n    return x * 2\r\n", "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["\u001b[31mred\u001b[0m\n", "line\n"]},
                {"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": ["<Figure size 640x480>"]}},
                {"output_type": "execute_result", "data": {"text/html": "<b>4</b>", "text/plain": "4"}},
                {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["x"]}]},
              {"cell_type": "markdown", "source": "## Next\nmore \ud800"},
              {"cell_type": "raw", "source": ""}]}
            """;
        var item = await Reader.OneAsync("a.ipynb", json);
        var document = item.Document!;
        Assert.Equal(
            "Refunds\n\nSome words.\n\ndef f(x):\n    return x * 2\n\nred\nline\n\n4\n\nValueError: no\n\nNext\n\nmore \uFFFD", document.Text);
        Assert.Equal([(1, "Refunds"), (2, "Next")], document.Headings.Select(h => (h.Level, h.Text)));
        Reader.AssertHeadingsStand(document);
        Assert.Equal(("Refunds", TitleSource.Heading), (document.Title, item.TitleSource));
        Assert.Equal(
            (MetadataValue.Of("python"), MetadataValue.Of("Ann, Bob"), MetadataValue.Of(4)),
            (document.Metadata["language"], document.Metadata["author"], document.Metadata["cells"]));
        Assert.Equal([ReadNoteKind.PartLeftOut, ReadNoteKind.ReplacedCharacters], item.Notes.Select(n => n.Kind));
    }

    [Fact]
    public async Task ReadAsync_OldNotebook_HasWorksheetsAndHeadings()
    {
        var item = await Reader.OneAsync("a.ipynb", """
            {"nbformat": 3, "metadata": {"name": ""}, "worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": ["Start"]},
              {"cell_type": "code", "input": ["1 + 1"], "language": "python", "outputs": [{"output_type": "pyout", "text": ["2"]}]}]}]}
            """);
        Assert.Equal("Start\n\n1 + 1\n\n2", item.Document!.Text);
        Assert.Equal(2, Assert.Single(item.Document.Headings).Level);
    }

    [Fact]
    public async Task ReadAsync_LongOutput_IsCutWithANote()
    {
        var item = await Reader.OneAsync("a.ipynb", JsonSerializer.Serialize(new
        {
            cells = new[] { new { cell_type = "code", source = "run", outputs = new[] { new { text = new string('x', 5_000) } } } },
        }));
        Assert.Equal("run\n\n" + new string('x', 4_000), item.Document!.Text);
        Assert.Contains("4000", Assert.Single(item.Notes).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": 1}", ReadProblemKind.Malformed)]
    [InlineData("[1, 2]", ReadProblemKind.Malformed)]
    [InlineData("{\"cells\": [", ReadProblemKind.Malformed)]
    [InlineData("Just text.", ReadProblemKind.Malformed)]
    [InlineData("{\"cells\": []}", ReadProblemKind.NoText)]
    [InlineData("{\"cells\": [1, null, {}, {\"source\": 7, \"outputs\": [1, {\"data\": 1}]}]}", ReadProblemKind.NoText)]
    public async Task ReadAsync_NoNotebook_IsReported(string json, ReadProblemKind kind) =>
        Assert.Equal(kind, (await Reader.OneAsync("a.ipynb", json)).Problem!.Kind);
}
