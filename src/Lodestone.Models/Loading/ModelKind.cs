namespace Lodestone.Models;

/// <summary>The two kinds of encoder.</summary>
public enum ModelKind
{
    /// <summary>Turns one text into one vector.</summary>
    BiEncoder,

    /// <summary>Reads a query and a passage together and gives one score.</summary>
    CrossEncoder,
}
