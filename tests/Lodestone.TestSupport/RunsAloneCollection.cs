namespace Lodestone.TestSupport;

/// <summary>
/// Tests that run when no other does: they read what the whole process has allocated, or what it still does in the time that it has to
/// stop, while model runs of other tests would share its cores.
/// </summary>
[CollectionDefinition(nameof(RunsAloneCollection), DisableParallelization = true)]
public sealed class RunsAloneCollection;
