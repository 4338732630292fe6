namespace Lodestone.Models;

/// <summary>When SentencePiece's marker is put before a piece that does not begin with it.</summary>
internal enum PrependScheme
{
    Never,
    First,
    Always,
}
