namespace Lodestone.Server;

/// <summary>The causes of errors that only HTTP has, as stable codes in kebab-case.</summary>
/// <remarks>A problem's type is <c>urn:lodestone:error:</c> and the code.</remarks>
public static class HttpErrorCodes
{
    /// <summary>The path of an address has '#' or a dot segment, so it could reach another resource than the intended one.</summary>
    public const string AmbiguousPath = "ambiguous-path";

    /// <summary>The body has more bytes than the limit for one JSON value.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>The collection is being deleted or renamed.</summary>
    public const string CollectionBeingDeleted = "collection-being-deleted";

    /// <summary>A collection of this name exists: with another model than was asked for, or as the new name of another.</summary>
    public const string CollectionExists = "collection-exists";

    /// <summary>The files of a collection are damaged, of another version, or cannot be read or written.</summary>
    public const string CollectionUnusable = "collection-unusable";

    /// <summary>The time limit of the request or of the server has passed.</summary>
    public const string DeadlinePassed = "deadline-passed";

    /// <summary>The request is for a host name that the server does not accept.</summary>
    public const string HostNotAllowed = "host-not-allowed";

    /// <summary>An index of a collection is damaged or of another version.</summary>
    public const string IndexUnusable = "index-unusable";

    /// <summary>A text has more tokens than the model reads, and the request does not allow it to be truncated.</summary>
    public const string InputTooLong = "input-too-long";

    /// <summary>The server has a defect; its log has the details under the problem's trace id.</summary>
    public const string Internal = "internal";

    /// <summary>A field has a value that is not accepted, or a required one is missing.</summary>
    public const string InvalidField = "invalid-field";

    /// <summary>The collection is part of the server's configuration, and a request may not delete or rename it.</summary>
    public const string CollectionConfigured = "collection-configured";

    /// <summary>The filter cannot be parsed, or names an unknown field.</summary>
    public const string InvalidFilter = "invalid-filter";

    /// <summary>A header has a value that is not accepted.</summary>
    public const string InvalidHeader = "invalid-header";

    /// <summary>The name is not valid for a collection.</summary>
    public const string InvalidName = "invalid-name";

    /// <summary>A value is valid for its field, but not for the search or the model that it is for.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>No API key was sent, or an unknown or revoked one.</summary>
    public const string KeyRequired = "key-required";

    /// <summary>The body is not JSON.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>The request is not valid HTTP.</summary>
    public const string MalformedRequest = "malformed-request";

    /// <summary>The route has no such method.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>A model's files cannot be used, or its output is not finite.</summary>
    public const string ModelUnusable = "model-unusable";

    /// <summary>The request comes from a page whose origin may not call the server.</summary>
    public const string OriginNotAllowed = "origin-not-allowed";

    /// <summary>More tokens wait for the models than the server admits.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>There is no page at this address.</summary>
    public const string PageNotFound = "page-not-found";

    /// <summary>The body arrives more slowly than the server's minimum rate.</summary>
    public const string RequestTooSlow = "request-too-slow";

    /// <summary>There is no route at this address.</summary>
    public const string RouteNotFound = "route-not-found";

    /// <summary>The API key does not allow the request.</summary>
    public const string ScopeInsufficient = "scope-insufficient";

    /// <summary>The server is stopping and ended an upload, a copy or a re-embedding.</summary>
    public const string ServerStopping = "server-stopping";

    /// <summary>The body is nested more deeply than any request needs.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>So many lines of an upload cannot be used that the rest was not read.</summary>
    public const string TooManyProblems = "too-many-problems";

    /// <summary>The body has a field, or the address a parameter, that the route does not accept.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>The content type is not one that the route accepts.</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";
}
