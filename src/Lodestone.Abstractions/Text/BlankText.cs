using System.Globalization;

namespace Lodestone;

/// <summary>What counts as a text without words.</summary>
public static class BlankText
{
    /// <summary>Whether a text has nothing in it that a model could read: only white space, control and format characters.</summary>
    /// <param name="text">The text; null counts as blank.</param>
    public static bool IsBlank(string? text)
    {
        foreach (var character in text.AsSpan())
        {
            if (!char.IsWhiteSpace(character) &&
                char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                return false;
        }

        return true;
    }
}
