namespace Lodestone;

/// <summary>A component of the application (an embedder, a reranker, a chunker) failed, or returned a value that cannot be used.</summary>
/// <remarks>The exception that the component threw is the inner one; null when it returned a value that cannot be used.</remarks>
public sealed class ComponentException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="component">The component, by the name of its model or type.</param>
    /// <param name="message">What was asked, found and accepted.</param>
    /// <param name="inner">The exception of the component; null when there is none.</param>
    public ComponentException(string code, string component, string message, Exception? inner = null)
        : base(code, message, inner) => Component = component;

    /// <summary>The component, by the name of its model or type.</summary>
    public string Component { get; }

    /// <summary>The exception for a component that threw one; an exception of ours keeps its code.</summary>
    internal static ComponentException Failed(string code, string component, string kind, Exception inner) => new(
        (inner as ILodestoneError)?.Code ?? code, component, $"The {kind} '{component}' failed: {inner.Message}", inner)
    {
        Found = inner.GetType().Name,
        Accepted = "a result",
    };
}
