namespace Lodestone;

/// <summary>What became of a document that was given to be written.</summary>
public enum DocumentChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It took the place of an older version.</summary>
    Replaced,

    /// <summary>The collection has it already, to the letter; nothing was embedded or written.</summary>
    Unchanged,

    /// <summary>A later document of the same batch has the same id, and was taken instead.</summary>
    Superseded,
}
