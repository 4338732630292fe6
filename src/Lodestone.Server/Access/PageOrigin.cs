namespace Lodestone.Server;

/// <summary>An origin of pages, as <c>--cors</c> takes it: scheme and host, with a port where it is not the scheme's own.</summary>
internal static class PageOrigin
{
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" &&
        AsSent(text) == origin.GetLeftPart(UriPartial.Authority);

    /// <summary>As browsers send it: without the slash that an address copied from one ends with.</summary>
    public static string AsSent(string text) => text.TrimEnd('/');
}
