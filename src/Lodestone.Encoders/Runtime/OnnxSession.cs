using Lodestone.Encoders.Files;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Encoders.Runtime;

/// <summary>One ONNX Runtime session, shared by all callers, and each worker's buffers for it.</summary>
/// <remarks>
/// A run is single-threaded and has one text. Sessions accept runs from several threads concurrently; a worker's buffers are its own, so
/// nothing here is locked. Disposal waits for in-flight runs: the native session is freed when the last of them has ended.
/// </remarks>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly RunBuffers?[] _buffers;
    private readonly string[] _inputNames;
    private readonly Lock _gate = new();
    private string[] _outputNames = [];
    private GraphOutput? _output;
    private int _width;
    private int _maxTokens;
    private int _users;
    private bool _disposed;

    private OnnxSession(InferenceSession session, string file)
    {
        _session = session;
        File = file;
        Signature = GraphSignature.Read(session, file);
        _inputNames = [.. Signature.Inputs.Select(i => i.Name)];
        _buffers = new RunBuffers?[RunScheduler.Shared.Workers];
    }

    public string File { get; }

    public GraphSignature Signature { get; }

    public static OnnxSession Load(string file, ExecutionProvider provider)
    {
        ModelFile.Validate(file);
        NativeRuntime.EnsureUsable();
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // The runtime would keep one memory plan for every length it has seen.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (ByteProducts.AreClipped)
            options.AddSessionConfigEntry(ByteProducts.ExactSetting, "1");
        ExecutionProviders.Append(options, provider);
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(file, options);
            return new OnnxSession(session, file);
        }
        catch (OnnxRuntimeException failure)
        {
            session?.Dispose();
            throw new ModelLoadException(
                ErrorCodes.ModelFileMalformed,
                $"Graph '{file}' cannot be read as an ONNX model: {failure.Message} It may be truncated, corrupted, or made for a newer " +
                "runtime. Compare its checksum with the publisher's, or download it again.",
                file, "an ONNX model", failure.Message, failure);
        }
        catch (ModelLoadException)
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Chooses the output to read, before the first run.</summary>
    public void Read(GraphOutput output, int width, int maxTokens)
    {
        _output = output;
        _outputNames = [output.Name];
        _width = width;
        _maxTokens = maxTokens;
    }

    /// <summary>The buffers of one worker, created when it first runs this graph.</summary>
    public RunBuffers BuffersOf(int worker) => _buffers[worker] ??= new RunBuffers(Signature, _output!, _width, _maxTokens);

    /// <exception cref="ModelOutputException">The graph cannot be run on these inputs.</exception>
    public void Run(OrtValue[] inputs, OrtValue[] outputs)
    {
        try
        {
            _session.Run(_runOptions, _inputNames, inputs, _outputNames, outputs);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new ModelOutputException(File, failure);
        }
    }

    /// <summary>Executes a job's runs, and holds the session open meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed before the call.</exception>
    public async Task<int> RunAsync(RunJob job, WorkPriority priority)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _users++;
        }

        try
        {
            return await RunScheduler.Shared.RunAsync(job, priority).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_users > 0)
                return;
        }

        Free();
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_users > 0 || !_disposed)
                return;
        }

        Free();
    }

    private void Free()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }
}
