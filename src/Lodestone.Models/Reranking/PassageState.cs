namespace Lodestone.Models;

/// <summary>What became of a passage.</summary>
public enum PassageState
{
    /// <summary>The model read it with the query and scored it.</summary>
    Scored,

    /// <summary>It has no words, so it was not given to the model, and comes last.</summary>
    Blank,

    /// <summary>The budget was spent before its turn.</summary>
    NotScored,
}
