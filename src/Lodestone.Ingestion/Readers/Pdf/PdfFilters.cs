using Lodestone.Ingestion.Formats;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>PdfPig's filters for one document, with a limit on the unpacked size.</summary>
internal sealed class PdfFilters(PdfBounds bounds) : IFilterProvider
{
    private const int MaxChained = 16;

    /// <summary>Whether page trees and destinations in object streams are hidden, which is the case while the file is opened.</summary>
    public bool HidesTrees { get; set; } = true;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary)
    {
        PdfStreamCheck.ValidateCounts(dictionary, int.MaxValue, bounds);
        return Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));
    }

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) =>
        Bound(names.Count > MaxChained ? throw TooMany(names.Count) : DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private IFilter[] Bound(IReadOnlyList<IFilter> filters) => filters.Count > MaxChained
        ? throw TooMany(filters.Count)
        : [.. filters.Select((f, i) => new BoundedFilter(f, this, last: i == filters.Count - 1))];

    private UnreadableException TooMany(int count) => bounds.Refuse(ReadProblemKind.TooLarge,
        $"It has a stream with {count} filters; accepted are {MaxChained}. Save it again, or exclude it.");

    private sealed class BoundedFilter(IFilter filter, PdfFilters all, bool last) : IFilter
    {
        private PdfBounds Bounds => all.Bounds;

        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            // The filters return all data in one piece, so its size is measured before they run.
            Bounds.Validate();
            PdfStreamCheck.ValidatePredictor(DecodeParameterResolver.GetFilterParameters(streamDictionary, filterIndex), Bounds);
            switch (filter)
            {
                case FlateFilter:
                    PdfUnpackedSize.Inflate(input, Bounds);
                    break;
                case LzwFilter:
                    PdfUnpackedSize.Lzw(input.Span, DecodeParameterResolver.GetFilterParameters(streamDictionary, filterIndex), Bounds);
                    break;
                case RunLengthFilter:
                    Bounds.EnsureRoom(PdfUnpackedSize.RunLength(input.Span));
                    break;
                case Ascii85Filter:
                    Bounds.EnsureRoom(input.Length + (3L * input.Span.Count((byte)'z')));
                    break;
                case CcittFaxDecodeFilter:
                    // Creates an image of the size that the stream declares; it contains no text.
                    return Memory<byte>.Empty;
            }

            var output = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            Bounds.Unpack(output.Length);
            if (last)
                PdfStreamCheck.ValidateCounts(streamDictionary, output.Length, Bounds);
            return last && all.HidesTrees && streamDictionary.ContainsKey(NameToken.First) ? PdfMask.WithoutTrees(output.Span) : output;
        }
    }

    private PdfBounds Bounds => bounds;
}
