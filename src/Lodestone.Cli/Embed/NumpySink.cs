using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary>Writes a NumPy file: format 1.0, float32, shape (texts, dimensions), C order.</summary>
/// <remarks>
/// The number of texts is known only at the end, so the header is written last, into reserved space. Source: numpy.lib.format.
/// </remarks>
internal sealed class NumpySink : IEmbeddingSink
{
    /// <summary>A multiple of 64, as the format requires, with room for every possible shape.</summary>
    private const int HeaderBytes = 128;

    private readonly FileInProgress _file;
    private readonly int _dimensions;
    private long _rows;

    public NumpySink(FileInProgress file, int dimensions)
    {
        if (!file.Stream.CanSeek)
        {
            throw new UsageException(
                "A NumPy file cannot be written to a pipe or a terminal: its header is written last. Give --out the path of a file.");
        }

        _file = file;
        _dimensions = dimensions;
        _file.Stream.Write(Header(0, dimensions));
    }

    public async ValueTask WriteAsync(
        IReadOnlyList<InputText> texts,
        ReadOnlyMemory<float> vectors,
        IReadOnlyList<TokenUsage> usage,
        CancellationToken cancellationToken)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _file.Stream.Write(MemoryMarshal.AsBytes(vectors.Span.Slice(i * _dimensions, _dimensions)));
        }

        _rows += texts.Count;
        await _file.Stream.FlushAsync(cancellationToken);
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        _file.Stream.Position = 0;
        _file.Stream.Write(Header(_rows, _dimensions));
        return _file.CompleteAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    internal static byte[] Header(long rows, int dimensions)
    {
        const int Prefix = 10;
        var order = BitConverter.IsLittleEndian ? '<' : '>';
        var description = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '{order}f4', 'fortran_order': False, 'shape': ({rows}, {dimensions}), }}");
        byte[] start = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, HeaderBytes - Prefix, 0];
        return [.. start, .. Encoding.ASCII.GetBytes(description.PadRight(HeaderBytes - Prefix - 1) + "\n")];
    }
}
