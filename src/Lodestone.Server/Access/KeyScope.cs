namespace Lodestone.Server;

/// <summary>What an API key allows; each scope allows what those before it do.</summary>
public enum KeyScope
{
    /// <summary>Search, compare, embed, rerank, and read documents.</summary>
    Read,

    /// <summary>Write and delete documents too.</summary>
    Write,

    /// <summary>Make and delete collections too.</summary>
    Admin,
}
