namespace Lodestone.Evaluation;

/// <summary>A query of a data set.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What is asked.</param>
public sealed record BeirQuery(string Id, string Text);
