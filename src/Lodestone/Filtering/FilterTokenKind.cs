namespace Lodestone;

/// <summary>What a piece of a filter's text is.</summary>
internal enum FilterTokenKind
{
    /// <summary>A keyword, or a field's name without quotes.</summary>
    Word,

    /// <summary>A field's name in back quotes.</summary>
    Name,

    /// <summary>A string, number or date.</summary>
    Literal,

    /// <summary>An operator, parenthesis or comma.</summary>
    Sign,

    /// <summary>Behind the last character.</summary>
    End,
}
