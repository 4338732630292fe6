using Lodestone.Encoders.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Benchmarks;

/// <summary>ONNX Runtime called directly: the cost of the model alone.</summary>
/// <remarks>
/// Everything is tokenised and allocated before the clock starts. Then as many threads as cores take single-threaded runs of one unpadded
/// text from one shared session. Any time that a library adds is its overhead.
/// </remarks>
internal sealed class RawGraph : IDisposable
{
    private static readonly string[] InputNames = ["input_ids", "token_type_ids"];

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _outputNames;

    public RawGraph(string modelFolder)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // With as many lengths as texts its bookkeeping costs more than it saves: about 3 %, so without it the limit is higher.
            EnableMemoryPattern = false,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        // Required for the same outputs; otherwise it would not be the limit of the same work.
        if (ByteProducts.AreClipped)
            options.AddSessionConfigEntry(ByteProducts.ExactSetting, "1");
        _session = new InferenceSession(Path.Combine(modelFolder, "onnx", "model_int8.onnx"), options);
        _outputNames = [_session.OutputNames[0]];
    }

    /// <summary>Executes all runs, started in the given order, on all cores.</summary>
    public void Run(RawRun[] runs)
    {
        var next = -1;
        var helpers = new Thread[Environment.ProcessorCount - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work);
            helpers[i].Start();
        }

        Work();
        foreach (var helper in helpers)
            helper.Join();

        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < runs.Length; i = Interlocked.Increment(ref next))
                _session.Run(_runOptions, InputNames, runs[i].Inputs, _outputNames, runs[i].Outputs);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }
}
