namespace Lodestone.Core.Tests;

/// <summary>Tests that read what the whole process has allocated, and so run when no other does.</summary>
[CollectionDefinition(nameof(RunsAloneCollection), DisableParallelization = true)]
public sealed class RunsAloneCollection;
