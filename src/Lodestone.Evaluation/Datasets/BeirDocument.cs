namespace Lodestone.Evaluation;

/// <summary>A document of a data set.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; empty when it has none.</param>
/// <param name="Text">Its text; may be empty.</param>
public sealed record BeirDocument(string Id, string Title, string Text);
