using System.Diagnostics;
using System.Text;
using Lodestone.Ingestion.Isolation.Wire;

namespace Lodestone.Ingestion.Isolation.Host;

/// <summary>A worker that has greeted, and reads one file at a time.</summary>
/// <remarks>Not thread-safe, but for <see cref="Kill"/>. The worker ends when its input is closed, as when this process ends.</remarks>
internal sealed class WorkerProcess : IDisposable
{
    private const int MostErrorBytes = 2048;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly byte[] _errors = new byte[MostErrorBytes];
    private readonly Task _drained;
    private int _errorBytes;

    private WorkerProcess(Process process, long maxMemoryBytes)
    {
        _process = process;
        MaxMemoryBytes = maxMemoryBytes;
        _drained = DrainAsync();
    }

    public long MaxMemoryBytes { get; }

    /// <summary>The number of files that it was given.</summary>
    public int Files { get; private set; }

    public int ProcessId => _process.Id;

    /// <summary>The memory of the process that is resident, in bytes; 0 after its end.</summary>
    public long ResidentBytes
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? 0 : _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                // It ended in between.
                return 0;
            }
        }
    }

    /// <exception cref="WorkerStartException">The process cannot be started, or does not greet as a worker of this version.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerCommand command, long maxMemoryBytes, CancellationToken cancellationToken)
    {
        WorkerProcess worker;
        try
        {
            worker = new WorkerProcess(Process.Start(command.StartInfo(maxMemoryBytes))!, maxMemoryBytes);
        }
        catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or IOException or PlatformNotSupportedException)
        {
            throw new WorkerStartException($"'{command.Program}' cannot be started: {refused.Message.TrimEnd('.')}", refused);
        }

        try
        {
            if (await worker.IsGreetingAsync(cancellationToken).ConfigureAwait(false))
                return worker;
            throw new WorkerStartException(
                $"'{command.Program}' was started and did not answer as a worker{await worker.EndAsync().ConfigureAwait(false)}");
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Sends a file. Fails with an <see cref="IOException"/> when the process is gone.</summary>
    public async Task SendAsync(ReadRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Files++;
        var input = _process.StandardInput.BaseStream;
        await Frame.WriteAsync(input, FrameKind.Request, request.Write(), cancellationToken).ConfigureAwait(false);
        await input.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        await input.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Receives the next message; null when the process is gone.</summary>
    /// <exception cref="InvalidDataException">It is no message.</exception>
    public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) =>
        Frame.ReadAsync(_process.StandardOutput.BaseStream, Frame.MaxLength, cancellationToken);

    /// <summary>Ends the process at once; it may have ended already.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended, or is ending.
            return;
        }
    }

    /// <summary>Ends the process, and says in words how it ended and its first lines on standard error.</summary>
    public async Task<string> EndAsync()
    {
        // Closed output comes shortly before the end, whose code says more than that of a process that is killed meanwhile.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        await _drained.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var said = Encoding.UTF8.GetString(_errors, 0, _errorBytes).Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(l => l.Length > 0) ?? "";
        return FormattableString.Invariant($" (exit code {_process.ExitCode}") + (said.Length > 0 ? $", '{said.TrimEnd('.')}')" : ")");
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task<bool> IsGreetingAsync(CancellationToken cancellationToken)
    {
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        longest.CancelAfter(LongestStart);
        // A pipe's reading may not notice a token; it ends with the process.
        await using var end = longest.Token.Register(Kill).ConfigureAwait(false);
        try
        {
            return await ReceiveAsync(longest.Token).AsTask().WaitAsync(longest.Token).ConfigureAwait(false) is
                { Kind: FrameKind.Hello, Message: var hello } && Encoding.UTF8.GetString(hello) == Frame.Greeting;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // A worker that writes more than its pipe holds would wait for a reader.
    private async Task DrainAsync()
    {
        var buffer = new byte[4096];
        var errors = _process.StandardError.BaseStream;
        int read;
        while ((read = await errors.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            var kept = Math.Min(read, MostErrorBytes - _errorBytes);
            buffer.AsSpan(0, kept).CopyTo(_errors.AsSpan(_errorBytes));
            _errorBytes += kept;
        }
    }
}

/// <summary>No worker can be started; the message says why.</summary>
internal sealed class WorkerStartException(string message, Exception? inner = null) : Exception(message, inner);
