namespace Lodestone.Contracts;

/// <summary>Whether the server is ready to answer.</summary>
public sealed record ReadinessResponse
{
    /// <summary><c>ready</c>, <c>loading</c>, or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The default models.</summary>
    public required IReadOnlyList<ModelReadinessResponse> Models { get; init; }
}

/// <summary>Whether a model is loaded and checked.</summary>
public sealed record ModelReadinessResponse
{
    /// <summary>The model.</summary>
    public required string Name { get; init; }

    /// <summary><c>ready</c>, <c>loading</c>, or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The reason why it cannot be used; null if it can, or is still loading.</summary>
    public required string? Detail { get; init; }
}

/// <summary>The state of the process.</summary>
public sealed record HealthResponse
{
    /// <summary>Always <c>ok</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The server's version.</summary>
    public required string Version { get; init; }
}
