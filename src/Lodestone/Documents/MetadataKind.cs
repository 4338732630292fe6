namespace Lodestone;

/// <summary>Of what type a metadata value is.</summary>
public enum MetadataKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A moment, with its offset from UTC.</summary>
    Date,

    /// <summary>Strings, of which a filter may ask for any.</summary>
    TextList,
}
