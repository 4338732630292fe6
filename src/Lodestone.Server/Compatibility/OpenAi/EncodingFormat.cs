namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>How the numbers of an embedding are sent.</summary>
internal enum EncodingFormat
{
    /// <summary>As JSON numbers.</summary>
    Float,

    /// <summary>As 32-bit floats, little-endian, in base64.</summary>
    Base64,
}
