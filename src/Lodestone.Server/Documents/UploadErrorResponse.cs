using Lodestone.Server.Errors;

namespace Lodestone.Server.Documents;

/// <summary>Why an upload ended early: the last line of its answer.</summary>
/// <param name="Type">Always <c>error</c>.</param>
/// <param name="Problem">What went wrong.</param>
/// <param name="Documents">Documents that are written all the same, from the beginning of the upload.</param>
internal sealed record UploadErrorResponse(string Type, Problem Problem, int Documents)
{
    public static UploadErrorResponse Of(Problem problem, int documents) => new("error", problem, documents);
}
