namespace Lodestone.Server;

/// <summary>The permissions of an API key; each scope includes those before it.</summary>
public enum KeyScope
{
    /// <summary>Allows to search, compare, embed, rerank, and read documents.</summary>
    Read,

    /// <summary>Also allows to write and delete documents.</summary>
    Write,

    /// <summary>Also allows to create, rename, re-embed and delete collections.</summary>
    Admin,
}
