namespace Lodestone.Contracts;

/// <summary>The permissions of a request's key.</summary>
public sealed record AccessResponse
{
    /// <summary>
    /// The scope, which includes those before it: <c>read</c>, <c>write</c> or <c>admin</c>. <c>admin</c> where no key is required; null
    /// where an application maps the routes, whose own guards decide.
    /// </summary>
    public required string? Scope { get; init; }

    /// <summary>The id of the key; null where none is required.</summary>
    public required string? Key { get; init; }
}
