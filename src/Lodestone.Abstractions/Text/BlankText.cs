using System.Globalization;

namespace Lodestone;

/// <summary>Decides whether a text is blank.</summary>
public static class BlankText
{
    /// <summary>Whether a model could read nothing in the text: it has only white space, control and format characters.</summary>
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
