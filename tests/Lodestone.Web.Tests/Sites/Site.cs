namespace Lodestone.Web.Tests.Sites;

/// <summary>Where the pages come from.</summary>
public enum Site
{
    /// <summary>Lodestone's own server, which also answers the search page.</summary>
    Server,

    /// <summary>A host that sends files and nothing else.</summary>
    FileHost,
}
