using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

/// <summary>Files as they are, sent into a collection.</summary>
public sealed class FileTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Post_FilesOfSeveralFormats_BecomeDocuments()
    {
        await _server.PutAsync("/v1/collections/files");
        var text = await SendAsync("files", "notes/plain.txt", "The plain text of a file.");
        Assert.Equal(("report", 1), (text.GetProperty("type").GetString(), text.GetProperty("added").GetInt32()));
        var page = await SendAsync("files", "a%20page.html", "<h1>Heading</h1><p>Seen.</p><script>not()</script>");
        Assert.Empty(page.GetProperty("problems").EnumerateArray());
        var rows = await SendAsync("files", "rows.csv", "id,text,plan\n1,first row,free\n2,second row,pro\n");
        Assert.Equal(2, rows.GetProperty("added").GetInt32());
        var typed = await SendAsync("files", "without-extension", "<p>By its type.</p>", "text/html; charset=utf-8");
        Assert.Equal(1, typed.GetProperty("added").GetInt32());

        Assert.Equal("The plain text of a file.", await TextAsync("notes/plain.txt"));
        Assert.Equal("Heading\n\nSeen.", await TextAsync("a%20page.html"));
        Assert.Equal("first row", await TextAsync("1"));
        Assert.Equal("By its type.", await TextAsync("without-extension"));
        Assert.Equal(1, (await SendAsync("files", "notes/plain.txt", "The plain text of a file.")).GetProperty("unchanged").GetInt32());
    }

    [Theory]
    [InlineData("empty.txt", "")]
    [InlineData("broken.pdf", "%PDF-1.7 and nothing more")]
    [InlineData("broken.docx", "no archive")]
    [InlineData("..%2Fup.txt", "Out of its folder.")]
    [InlineData("a/../b.txt", "Out of its folder.")]
    [InlineData("rows.csv", "id,text\n\"open")]
    public async Task Post_FileThatCannotBeRead_IsAProblemOfTheReport(string path, string content)
    {
        await _server.PutAsync("/v1/collections/unread");
        var report = await SendAsync("unread", path, content);
        Assert.Equal("report", report.GetProperty("type").GetString());
        Assert.Equal(0, report.GetProperty("added").GetInt32());
        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal(Uri.UnescapeDataString(path), problem.GetProperty("path").GetString());
        Assert.NotEqual("", problem.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?path=")]
    [InlineData("?path=%20")]
    [InlineData("?path=a%0Ab.txt")]
    [InlineData("?name=a.txt")]
    public async Task Post_FileWithoutAPath_IsRefused(string query) =>
        Assert.Equal(422, (await _server.PostAsync("/v1/collections/some/files" + query, "text")).Status);

    [Fact]
    public async Task Post_FileWithMostlyBadRecords_EndsTheUpload()
    {
        await _server.PutAsync("/v1/collections/bad-records");
        var lines = string.Concat(Enumerable.Repeat("not json\n", 1_200));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
        var answer = await _server.SendAsync(HttpMethod.Post, "/v1/collections/bad-records/files?path=a.jsonl", content);
        answer.Fails(422, "too-many-problems", "1000 records");
    }

    private async Task<JsonElement> SendAsync(string collection, string path, string text, string? type = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        var answer = await _server.SendAsync(HttpMethod.Post, $"/v1/collections/{collection}/files?path={path}", content);
        return answer.Is(HttpStatusCode.OK).Lines[^1];
    }

    private async Task<string?> TextAsync(string id) =>
        (await _server.GetAsync($"/v1/collections/files/documents/{id}")).Is(HttpStatusCode.OK).Json.GetProperty("text").GetString();
}
