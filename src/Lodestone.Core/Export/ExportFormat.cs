using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Storage;

namespace Lodestone.Export;

/// <summary>The JSON of an export, as docs/formats/export.md describes it: a header, then a document a line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExportHeader))]
[JsonSerializable(typeof(ExportedDocument))]
internal sealed partial class ExportFormat : JsonSerializerContext
{
    public const string Name = "lodestone-export";
    public const int Version = 1;

    /// <summary>The bytes that a line may have: a document of the greatest length, its passages, and their vectors fit.</summary>
    public const int MaxLineBytes = (256 << 20) - 1;

    /// <summary>Text is written as it is, since the file is not a page.</summary>
    public static ExportFormat Written => field ??= new ExportFormat(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>The first line of an export.</summary>
internal sealed record ExportHeader
{
    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>The number of documents that follow.</summary>
    public required long Documents { get; init; }

    /// <summary>The identity of the vectors.</summary>
    public required ExportedModel Model { get; init; }
}

/// <summary>The properties that vectors must share to be comparable.</summary>
/// <param name="Name">The model's name, without the folder where it is.</param>
/// <param name="Checksum">The checksum that identifies it.</param>
/// <param name="Dimensions">The number of floats in a vector.</param>
/// <param name="Settings">The sizes of passages and the tokenizer of their ids.</param>
/// <param name="Embedder">The kind of program that made the vectors.</param>
/// <param name="Provider">The provider of a generator; else empty.</param>
internal sealed record ExportedModel(
    string Name, string Checksum, int Dimensions, string Settings, ExportedEmbedder Embedder, string Provider)
{
    /// <summary>A model as a file names it: without its folder, which concerns no other machine.</summary>
    public static ExportedModel Of(VectorSpaceDefinition space) => new(
        space.Embedder == SpaceEmbedder.Generator ? space.Model : Path.GetFileName(Path.TrimEndingDirectorySeparator(space.Model)),
        space.Checksum, space.Dimensions, space.Settings, (ExportedEmbedder)space.Embedder, space.Provider);

    public VectorSpaceDefinition ToDefinition() => new(Name, Checksum, Dimensions, Settings)
    {
        Embedder = (SpaceEmbedder)Embedder,
        Provider = Provider,
    };
}

/// <summary>The kind of program that made the vectors, with the numbers of <see cref="SpaceEmbedder"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExportedEmbedder>))]
internal enum ExportedEmbedder
{
    [JsonStringEnumMemberName("modelFolder")]
    ModelFolder = 0,

    [JsonStringEnumMemberName("generator")]
    Generator = 1,
}

/// <summary>A line of an export: a document with its passages.</summary>
internal sealed record ExportedDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<Heading> Headings { get; init; }

    public required Dictionary<string, MetadataValue> Metadata { get; init; }

    public required IReadOnlyList<ExportedPassage> Passages { get; init; }

    public static ExportedDocument Of(Document document, IEnumerable<NewPassage> passages) => new()
    {
        Id = document.Id,
        Title = document.Title,
        Text = document.Text,
        Headings = document.Headings,
        Metadata = document.Metadata,
        Passages = [.. passages.Select(ExportedPassage.Of)],
    };

    public Document ToDocument() =>
        new() { Id = Id, Title = Title, Text = Text, Headings = Headings, Metadata = new(Metadata, StringComparer.Ordinal) };
}
