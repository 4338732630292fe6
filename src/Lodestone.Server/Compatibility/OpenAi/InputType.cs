namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>Which side of a search texts are on.</summary>
internal enum InputType
{
    /// <summary>Texts to be found.</summary>
    Document,

    /// <summary>Texts to find with.</summary>
    Query,
}
