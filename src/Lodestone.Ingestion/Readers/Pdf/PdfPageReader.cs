using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;
using UglyToad.PdfPig.Util;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Runs a page's operators and collects its letters, as PdfPig's own reader does, within limits.</summary>
internal sealed class PdfPageReader(
    int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser content, ILookupFilterProvider filters,
    CropBox cropBox, UserSpaceUnit userSpaceUnit, PageRotationDegrees rotation, TransformationMatrix initialMatrix, ParsingOptions options,
    PdfBounds bounds)
    : PdfLetterProcessor(
        pageNumber, resources, scanner, content, filters, cropBox, userSpaceUnit, rotation, initialMatrix, options)
{
    private readonly PdfPage _page = new(cropBox.GetVisibleBounds(rotation), initialMatrix);
    private readonly HashSet<StreamToken> _open = new(ReferenceEqualityComparer.Instance);

    public override PdfPage Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        CloneAllStates();
        ProcessOperations(operations);
        return _page;
    }

    protected override void ProcessOperations(IReadOnlyList<IGraphicsStateOperation> operations)
    {
        foreach (var operation in operations)
        {
            bounds.RunOperator();
            operation.Run(this);
        }
    }

    protected override void ProcessFormXObject(StreamToken formStream, NameToken xObjectName)
    {
        bounds.DrawForm();
        if (!_open.Add(formStream))
        {
            throw bounds.Refuse(ReadProblemKind.Malformed,
                $"It has a form that draws itself, on page {PageNumber}. Save it again, or exclude it.");
        }

        if (_open.Count > PdfBounds.MaxFormDepth)
        {
            throw bounds.Refuse(ReadProblemKind.TooLarge,
                $"It has over {PdfBounds.MaxFormDepth} forms within each other, the limit, on page {PageNumber}. Exclude it.");
        }

        base.ProcessFormXObject(formStream, xObjectName);
        _open.Remove(formStream);
    }

    public override void PushState()
    {
        if (StackSize > PdfBounds.MaxSavedStates)
        {
            throw bounds.Refuse(ReadProblemKind.TooLarge,
                $"It has over {PdfBounds.MaxSavedStates} saved graphics states, the limit, on page {PageNumber}. Exclude it.");
        }

        base.PushState();
    }

    public override void RenderGlyph(
        IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset,
        in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix,
        CharacterBoundingBox characterBoundingBox)
    {
        unicode = PdfPage.WithoutLigature(unicode);
        bounds.ShowLetter(unicode.Length);
        if (currentOffset > 0 && Diacritics.IsInCombiningDiacriticRange(unicode) && _page.Combine(unicode, TextSequence))
            return;
        var glyph = PerformantRectangleTransformer.Transform(
            in renderingMatrix, in textMatrix, in transformationMatrix, characterBoundingBox.GlyphBounds);
        var line = PerformantRectangleTransformer.Transform(
            in renderingMatrix, in textMatrix, in transformationMatrix,
            new PdfRectangle(0, 0, characterBoundingBox.Width, UserSpaceUnit.PointMultiples));
        var loose = PerformantRectangleTransformer.Transform(
            in renderingMatrix, in textMatrix, in transformationMatrix,
            new PdfRectangle(0, font.GetDescent(), characterBoundingBox.Width, font.GetAscent()));
        var hasSize = glyph.Width > double.Epsilon || glyph.Height > double.Epsilon;
        _page.Add(new Letter(
            unicode, hasSize ? glyph : line, loose, line.BottomLeft, line.BottomRight, line.Width, fontSize, font,
            currentState.FontState.TextRenderingMode, null!, null!, pointSize, TextSequence));
    }
}
