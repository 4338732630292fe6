using System.Runtime.InteropServices;

namespace Lodestone.Cli.Shared;

/// <summary>A token that Ctrl+C and SIGTERM cancel. A second signal ends the process immediately.</summary>
internal sealed class StopSignal : IDisposable
{
    private static Action? _diverted;
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    /// <summary>The signal that cancelled the token; null before one.</summary>
    public static PosixSignal? Received { get; private set; }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    /// <summary>Sets the action of Ctrl+C from now on; SIGTERM still ends the program. Null: it ends the program again.</summary>
    public static void Divert(Action? interrupted) => _diverted = interrupted;

    private void Stop(PosixSignalContext context)
    {
        if (_diverted is { } interrupted && context.Signal == PosixSignal.SIGINT)
        {
            context.Cancel = true;
            interrupted();
            return;
        }

        if (_source.IsCancellationRequested)
            return;
        context.Cancel = true;
        Received = context.Signal;
        _source.Cancel();
    }
}
