using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Lodestone;

/// <summary>PdfPig's filters with a bound on what they unpack, over one document.</summary>
internal sealed class PdfFilters(CancellationToken cancellationToken) : IFilterProvider
{
    private long _unpacked;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) =>
        Bound(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private IFilter[] Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => new BoundedFilter(f, this))];

    private void Count(long bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((_unpacked += bytes) > ReadDefaults.MaxUnpackedBytes)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has more than {ReadDefaults.MaxUnpackedBytes} bytes when unpacked, the limit. Split it, or save it anew."));
        }
    }

    private sealed class BoundedFilter(IFilter filter, PdfFilters total) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            // The filter returns everything at once, so what deflates is measured before it may.
            if (filter is FlateFilter)
                CountInflated(input);
            var output = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            if (filter is not FlateFilter)
                total.Count(output.Length);
            return output;
        }

        private void CountInflated(Memory<byte> input)
        {
            using var source = new MemoryStream(input.ToArray(), writable: false);
            using var inflated = new ZLibStream(source, CompressionMode.Decompress);
            var scratch = new byte[64 * 1024];
            try
            {
                while (inflated.Read(scratch) is > 0 and var read)
                    total.Count(read);
            }
            catch (InvalidDataException)
            {
                // A damaged stream is the filter's to repair or refuse; it gets no further than the count did.
                return;
            }
        }
    }
}
