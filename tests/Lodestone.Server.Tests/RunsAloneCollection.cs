namespace Lodestone.Server.Tests;

/// <summary>
/// Tests of what a server still does in the time that it has to stop. Model runs share the process's cores, and bulk work such as an
/// upload waits for other tests' searches, so these run when no other does.
/// </summary>
[CollectionDefinition(nameof(RunsAloneCollection), DisableParallelization = true)]
public sealed class RunsAloneCollection;
