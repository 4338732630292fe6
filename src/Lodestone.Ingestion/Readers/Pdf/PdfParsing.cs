using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Options of the parser that carry our limits to the pages, and return the page reader.</summary>
internal sealed class PdfParsing : ParsingOptions
{
    private const int MaxNesting = 256;

    public PdfParsing(PdfBounds bounds)
    {
        Bounds = bounds;
        Filters = new PdfFilters(bounds);
        (UseLenientParsing, SkipMissingFonts, MaxStackDepth, FilterProvider) = (true, true, MaxNesting, Filters);
    }

    public PdfBounds Bounds { get; }

    public PdfFilters Filters { get; }

    /// <summary>The page reader, set when the file is open.</summary>
    public PdfPageFactory? Pages { get; set; }
}

/// <summary>Reads only the letters of pages: no images, lines, colours and annotations, in which most of the dangers lie.</summary>
internal sealed class PdfPageFactory : BasePageFactory<PdfPage>
{
    private readonly PdfBounds _bounds;

    /// <summary>Called by the parser, which requires these parameters.</summary>
    public PdfPageFactory(
        IPdfTokenScanner scanner, IResourceStore resources, ILookupFilterProvider filters, IPageContentParser content,
        ParsingOptions options)
        : base(
            scanner, new PdfResources(resources, scanner, filters, ((PdfParsing)options).Bounds), filters,
            new PdfContent(((PdfParsing)options).Bounds), options)
    {
        var parsing = (PdfParsing)options;
        _bounds = parsing.Bounds;
        Notes = new PdfNotes(PdfScanner, filters, _bounds);
        parsing.Pages = this;
    }

    /// <summary>A reader of the file's annotations and form fields.</summary>
    public PdfNotes Notes { get; }

    protected override PdfPage ProcessPage(
        int pageNumber, DictionaryToken dictionary, NamedDestinations namedDestinations, MediaBox mediaBox, CropBox cropBox,
        UserSpaceUnit userSpaceUnit, PageRotationDegrees rotation, TransformationMatrix initialMatrix,
        IReadOnlyList<IGraphicsStateOperation> operations)
    {
        var reader = new PdfPageReader(
            pageNumber, ResourceStore, PdfScanner, PageContentParser, FilterProvider, cropBox, userSpaceUnit, rotation, initialMatrix,
            ParsingOptions, _bounds);
        return reader.Process(pageNumber, operations);
    }
}
