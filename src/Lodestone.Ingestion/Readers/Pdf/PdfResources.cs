using System.Diagnostics.CodeAnalysis;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>PdfPig's resources of a page, without those that move no letter: colour spaces, patterns, shadings, images.</summary>
internal sealed class PdfResources(IResourceStore inner, IPdfTokenScanner scanner, ILookupFilterProvider filters, PdfBounds bounds)
    : IResourceStore
{
    private readonly PdfFontCheck _fonts = new(scanner, filters, bounds);
    private readonly Dictionary<IndirectReference, IFont> _direct = [];
    private readonly HashSet<IndirectReference> _images = [];

    public void LoadResourceDictionary(DictionaryToken resourceDictionary)
    {
        bounds.DrawForm();
        if (resourceDictionary.TryGet(NameToken.Font, out var fonts))
            _fonts.Validate(fonts);
        var wanted = new Dictionary<NameToken, IToken>();
        foreach (var key in new[] { NameToken.Font, NameToken.Xobject, NameToken.ExtGState })
        {
            if (resourceDictionary.TryGet(key, out var value))
                wanted[key] = value;
        }

        inner.LoadResourceDictionary(new DictionaryToken(wanted));
        bounds.Validate();
    }

    public void UnloadResourceDictionary() => inner.UnloadResourceDictionary();

    public IFont? GetFont(NameToken name) => inner.GetFont(name);

    public bool TryGetXObject(NameToken name, [NotNullWhen(true)] out StreamToken? stream)
    {
        bounds.DrawForm();
        stream = null;
        // The parser copies an image completely each time it requests it, and a logo is on every page.
        if (inner.TryGetXObjectReference(name, out var reference) && _images.Contains(reference))
            return false;
        if (!inner.TryGetXObject(name, out stream))
            return false;
        if (!stream.StreamDictionary.TryGet(NameToken.Subtype, out NameToken kind) || kind != NameToken.Image)
            return true;
        _images.Add(reference);
        stream = null;
        return false;
    }

    public bool TryGetXObjectReference(NameToken name, out IndirectReference reference) =>
        inner.TryGetXObjectReference(name, out reference);

    /// <summary>The font of a graphics state; the rest concerns only the look of letters.</summary>
    public DictionaryToken? GetExtendedGraphicsStateDictionary(NameToken name) =>
        inner.GetExtendedGraphicsStateDictionary(name) is { } state && state.TryGet(NameToken.Font, out var font)
            ? new DictionaryToken(new Dictionary<NameToken, IToken> { [NameToken.Font] = font })
            : null;

    public IFont GetFontDirectly(IndirectReferenceToken fontReferenceToken)
    {
        if (!_direct.TryGetValue(fontReferenceToken.Data, out var font))
        {
            _fonts.ValidateFont(fontReferenceToken);
            _direct[fontReferenceToken.Data] = font = inner.GetFontDirectly(fontReferenceToken);
        }

        return font;
    }

    public DictionaryToken? GetMarkedContentPropertiesDictionary(NameToken name) => null;

    public bool TryGetNamedColorSpace(NameToken name, out ResourceColorSpace namedColorSpace)
    {
        namedColorSpace = default;
        return false;
    }

    public ColorSpaceDetails GetColorSpaceDetails(NameToken? name, DictionaryToken? dictionary) => DeviceGrayColorSpaceDetails.Instance;

    public ColorSpaceDetails GetDeviceColorSpaceDetails(ColorSpace deviceColorSpace) => DeviceGrayColorSpaceDetails.Instance;

    public IReadOnlyDictionary<NameToken, PatternColor> GetPatterns() => new Dictionary<NameToken, PatternColor>();

    public Shading GetShading(NameToken name) => throw new NotSupportedException("Shadings are not read.");
}
