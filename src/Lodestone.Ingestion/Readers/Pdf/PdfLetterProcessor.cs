using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>PdfPig's processor of operators, reduced to those that draw letters.</summary>
internal abstract class PdfLetterProcessor(
    int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser content, ILookupFilterProvider filters,
    CropBox cropBox, UserSpaceUnit userSpaceUnit, PageRotationDegrees rotation, TransformationMatrix initialMatrix, ParsingOptions options)
    : BaseStreamProcessor<PdfPage>(
        pageNumber, resources, scanner, content, filters, cropBox, userSpaceUnit, rotation, in initialMatrix, options)
{
    public override void BeginInlineImage() { }

    public override void SetInlineImageProperties(IReadOnlyDictionary<NameToken, IToken> properties) { }

    public override void EndInlineImage(Memory<byte> bytes) { }

    public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties) { }

    public override void EndMarkedContent() { }

    public override void BeginSubpath() { }

    public override PdfPoint? CloseSubpath() => null;

    public override void ClosePath() { }

    public override void EndPath() { }

    public override void MoveTo(double x, double y) { }

    public override void LineTo(double x, double y) { }

    public override void BezierCurveTo(double x2, double y2, double x3, double y3) { }

    public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3) { }

    public override void Rectangle(double x, double y, double width, double height) { }

    public override void StrokePath(bool close) { }

    public override void FillPath(FillingRule fillingRule, bool close) { }

    public override void FillStrokePath(FillingRule fillingRule, bool close) { }

    public override void ModifyClippingIntersect(FillingRule clippingRule) { }

    public override void PaintShading(NameToken shadingName) { }

    protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule) { }

    protected override void RenderInlineImage(InlineImage inlineImage) { }

    protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord) { }
}
