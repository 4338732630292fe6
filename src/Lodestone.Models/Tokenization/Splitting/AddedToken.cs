namespace Lodestone.Models;

/// <summary>A token that is recognised as a whole before any other step, such as <c>[MASK]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="SingleWord">Only matched when no word character touches it.</param>
/// <param name="TakesLeft">Takes the white space before it.</param>
/// <param name="TakesRight">Takes the white space after it.</param>
/// <param name="Normalized">Matched in the normalized text instead of the original.</param>
internal sealed record AddedToken(int Id, string Content, bool SingleWord, bool TakesLeft, bool TakesRight, bool Normalized);
