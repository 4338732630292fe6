namespace Lodestone.Models;

/// <summary>A stretch of the working text, or an added token already recognised in it.</summary>
/// <param name="Start">First character in the working text.</param>
/// <param name="End">After the last one.</param>
/// <param name="Id">The added token's id, or <see cref="Text"/>.</param>
internal readonly record struct Piece(int Start, int End, int Id)
{
    public const int Text = -1;
}
