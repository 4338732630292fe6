namespace Lodestone.Cli;

/// <summary>The user stopped a command that has something to say of what it leaves behind.</summary>
internal sealed class StoppedException(string message, OperationCanceledException inner) : OperationCanceledException(message, inner);
