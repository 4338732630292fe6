namespace Lodestone;

/// <summary>Where a document's title was found.</summary>
public enum TitleSource
{
    /// <summary>Nowhere: a record without a title field has an empty title.</summary>
    None,

    /// <summary>A field of the record.</summary>
    Field,

    /// <summary>The front matter of a Markdown file.</summary>
    FrontMatter,

    /// <summary>The first heading of level 1, or the paragraph in Word's style Title.</summary>
    Heading,

    /// <summary>The title element of an HTML page.</summary>
    TitleElement,

    /// <summary>The properties of a PDF or Word document.</summary>
    Properties,

    /// <summary>The file's name without its extension, the last resort.</summary>
    FileName,
}
