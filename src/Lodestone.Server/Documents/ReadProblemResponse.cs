using System.Text.Json.Serialization;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>A file, or a record of one, that could not be read. The rest went on.</summary>
/// <param name="Path">The file; <c>body</c> for the body of a request.</param>
/// <param name="Line">The line on which the record begins, from 1; null when the problem is the file's.</param>
/// <param name="Kind">Why, for a program.</param>
/// <param name="Reason">Why, for a person.</param>
internal sealed record ReadProblemResponse(
    string Path,
    long? Line,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<ReadProblemKind>))] ReadProblemKind Kind,
    string Reason)
{
    public static ReadProblemResponse Of(ReadProblem problem) => new(problem.Path, problem.Line, problem.Kind, problem.Reason);
}
