namespace Lodestone;

/// <summary>A passage as indexes take it in.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">Its document's title.</param>
/// <param name="Heading">The headings above it.</param>
/// <param name="Text">Its words.</param>
/// <param name="Vector">Its vector.</param>
internal sealed record ChangedPassage(long Key, string Title, string Heading, string Text, float[] Vector);
