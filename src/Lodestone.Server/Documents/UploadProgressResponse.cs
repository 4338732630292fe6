namespace Lodestone.Server.Documents;

/// <summary>How far an upload has come: a line of its answer.</summary>
/// <param name="Type">Always <c>progress</c>.</param>
/// <param name="Documents">Documents that are written: they stay, whatever comes.</param>
/// <param name="Passages">Passages of them that were written.</param>
/// <param name="Embedded">Passages that were embedded, written or not.</param>
internal sealed record UploadProgressResponse(string Type, int Documents, int Passages, int Embedded)
{
    public static UploadProgressResponse Of(IndexingProgress progress) =>
        new("progress", progress.Documents, progress.Passages, progress.Embedded);
}
