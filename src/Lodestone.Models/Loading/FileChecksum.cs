namespace Lodestone.Models;

/// <summary>One file of the bundled models, held against its published checksum.</summary>
/// <param name="File">The path below the folder of models, with forward slashes.</param>
/// <param name="Expected">The SHA-256 that SHA256SUMS gives, in lower-case hexadecimal; null for a file it does not list.</param>
/// <param name="Found">The SHA-256 of the file as it is; null when it is missing.</param>
public sealed record FileChecksum(string File, string? Expected, string? Found)
{
    /// <summary>Whether the file is there, is listed, and has the listed checksum.</summary>
    public bool Matches => Expected is not null && string.Equals(Expected, Found, StringComparison.OrdinalIgnoreCase);
}
