using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Lodestone.Benchmarks;

/// <summary>One text, ready to run: its inputs and its output in native memory.</summary>
internal sealed class RawRun : IDisposable
{
    public RawRun(EncodedText encoded, int width)
    {
        Tokens = encoded.Tokens;
        Inputs = [Tensor(encoded.Ids), Tensor(encoded.TypeIds)];
        Outputs = [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1, width])];
    }

    public int Tokens { get; }

    public OrtValue[] Inputs { get; }

    public OrtValue[] Outputs { get; }

    /// <summary>The output of the last run.</summary>
    public ReadOnlySpan<float> Answer => Outputs[0].GetTensorDataAsSpan<float>();

    public void Dispose()
    {
        foreach (var value in Inputs)
            value.Dispose();
        Outputs[0].Dispose();
    }

    private static OrtValue Tensor(long[] content)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, [1, content.Length]);
        content.CopyTo(value.GetTensorMutableDataAsSpan<long>());
        return value;
    }
}
