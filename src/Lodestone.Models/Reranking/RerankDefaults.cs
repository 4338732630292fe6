namespace Lodestone.Models;

/// <summary>The defaults of reranking, in one place for code, help and documentation.</summary>
public static class RerankDefaults
{
    /// <summary>Tokens that two neighbouring windows of a long passage share.</summary>
    public const int WindowOverlap = 64;

    /// <summary>Windows read of one passage; what lies beyond is counted as dropped.</summary>
    public const int MaxWindows = 32;
}
