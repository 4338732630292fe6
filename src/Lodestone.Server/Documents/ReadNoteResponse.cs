using System.Text.Json.Serialization;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>Something that happened to a document on its way in, and did not keep it from being read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line on which the record begins, from 1; null for a file that is one document.</param>
/// <param name="Kind">What, for a program.</param>
/// <param name="Message">What, for a person.</param>
internal sealed record ReadNoteResponse(
    string Path,
    long? Line,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<ReadNoteKind>))] ReadNoteKind Kind,
    string Message)
{
    public static ReadNoteResponse Of(ReadItem item, ReadNote note) => new(item.Path, item.Line, note.Kind, note.Message);
}
