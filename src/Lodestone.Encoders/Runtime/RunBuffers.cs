using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Lodestone.Encoders.Runtime;

/// <summary>One worker's memory for one graph, allocated once: pinned inputs, a pinned output, and their shapes.</summary>
internal sealed class RunBuffers
{
    private readonly long[][] _inputs;
    private readonly int[]?[] _narrow;
    private readonly long[] _inputShape = [1, 0];
    private readonly long[] _outputShape;
    private readonly float[] _output;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue[] _outputValues = new OrtValue[1];
    private readonly GraphSignature _signature;

    public RunBuffers(GraphSignature signature, GraphOutput output, int width, int maxTokens)
    {
        _signature = signature;
        _inputs = new long[signature.Inputs.Count][];
        _narrow = new int[]?[signature.Inputs.Count];
        _inputValues = new OrtValue[signature.Inputs.Count];
        for (var i = 0; i < _inputs.Length; i++)
        {
            var input = signature.Inputs[i];
            _inputs[i] = GC.AllocateArray<long>(maxTokens, pinned: true);
            _narrow[i] = input.IsInt32 ? GC.AllocateArray<int>(maxTokens, pinned: true) : null;
            if (input.Kind == InputKind.AttentionMask)
                _inputs[i].AsSpan().Fill(1); // Nothing is ever padded, so every token counts.
            for (var t = 0; input.Kind == InputKind.PositionIds && t < maxTokens; t++)
                _inputs[i][t] = t;
        }

        var perToken = output.Kind == OutputKind.TokenEmbeddings;
        _output = GC.AllocateArray<float>(perToken ? maxTokens * width : width, pinned: true);
        _outputShape = perToken ? [1, 0, width] : [1, width];
    }

    /// <summary>The destination of the next run's ids.</summary>
    public Span<long> Ids => Of(InputKind.InputIds);

    /// <summary>The destination of the next run's segment ids; empty when the graph has no such input.</summary>
    public Span<long> TypeIds => Of(InputKind.TokenTypeIds);

    /// <summary>Runs the graph on the first <paramref name="tokens"/> ids. The output is valid until the next run.</summary>
    public ReadOnlySpan<float> Run(OnnxSession graph, int tokens)
    {
        _inputShape[1] = tokens;
        var length = _output.Length;
        if (_outputShape.Length == 3)
        {
            _outputShape[1] = tokens;
            length = tokens * (int)_outputShape[2];
        }

        try
        {
            for (var i = 0; i < _inputs.Length; i++)
                _inputValues[i] = Wrap(i, tokens);
            _outputValues[0] = Wrap(_output, length, _outputShape);
            graph.Run(_inputValues, _outputValues);
        }
        finally
        {
            // Only the native handles are freed; the memory is reused.
            foreach (var value in _inputValues)
                value?.Dispose();
            _outputValues[0]?.Dispose();
        }

        return _output.AsSpan(0, length);
    }

    private Span<long> Of(InputKind kind)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_signature.Inputs[i].Kind == kind)
                return _inputs[i];
        }

        return [];
    }

    private OrtValue Wrap(int input, int tokens)
    {
        if (_narrow[input] is not { } narrow)
            return Wrap(_inputs[input], tokens, _inputShape);
        for (var t = 0; t < tokens; t++)
            narrow[t] = checked((int)_inputs[input][t]);
        return Wrap(narrow, tokens, _inputShape);
    }

    private static unsafe OrtValue Wrap<T>(T[] pinned, int length, long[] shape)
        where T : unmanaged
    {
        var type = typeof(T) == typeof(float) ? TensorElementType.Float
            : typeof(T) == typeof(long) ? TensorElementType.Int64
            : TensorElementType.Int32;
        fixed (T* first = pinned)
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)first, (long)length * sizeof(T));
    }
}
