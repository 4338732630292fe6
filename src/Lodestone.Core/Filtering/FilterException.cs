using System.Globalization;

namespace Lodestone;

/// <summary>A filter is malformed, or does not fit the collection's metadata.</summary>
/// <remarks>The message states position, text found and accepted forms.</remarks>
public sealed class FilterException : ArgumentException, ILodestoneError
{
    internal FilterException(
        string code, string found, string accepted, int? position = null, IEnumerable<string>? knownFields = null)
        : base(Describe(found, accepted, position))
    {
        Code = code;
        Position = position;
        Found = found;
        Accepted = accepted;
        KnownFields = [.. knownFields ?? []];
    }

    /// <inheritdoc/>
    public string Code { get; }

    /// <summary>The index of the offending character in the filter's text; null when the text is well formed.</summary>
    public int? Position { get; }

    /// <inheritdoc/>
    public string Found { get; }

    /// <inheritdoc/>
    public string Accepted { get; }

    /// <summary>The fields that documents have, when the filter names an unknown one; else empty.</summary>
    public IReadOnlyList<string> KnownFields { get; }

    private static string Describe(string found, string accepted, int? position) => position is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"The filter cannot be read at position {at}: found {found}; accepted: {accepted}.")
        : $"The filter does not fit: found {found}; accepted: {accepted}.";
}
