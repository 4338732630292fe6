namespace Lodestone.Server;

/// <summary>The key file as JSON has it.</summary>
internal sealed record KeyFileContent(int Version, IReadOnlyList<StoredKey> Keys)
{
    public const int CurrentVersion = 1;
}
