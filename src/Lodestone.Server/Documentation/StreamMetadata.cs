namespace Lodestone.Server.Documentation;

/// <summary>Metadata of a route: that its answer may be a stream, each part of which is one JSON value.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Parts">The shapes a part may have.</param>
internal sealed record StreamMetadata(string ContentType, IReadOnlyList<Type> Parts);
