using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>A page of the tree: its dictionary with the inherited entries, and the resources of the nodes above it.</summary>
internal sealed record PdfPageNode(DictionaryToken Dictionary, IReadOnlyList<DictionaryToken> Resources);

/// <summary>Finds a PDF's pages in order, as PdfPig's own code does, but follows only a valid tree.</summary>
internal sealed class PdfPageTree(IPdfTokenScanner scanner, PdfBounds bounds)
{
    // Most programs write balanced trees, and some write nested lists; neither is this deep.
    private const int MaxDepth = 1_000;

    // Nodes between root and pages. Binary trees have one for each page.
    private const int MaxNodes = 10 * ReadDefaults.MaxPages;

    private readonly List<PdfPageNode> _pages = [];
    private readonly HashSet<IndirectReference> _above = [];
    private int _nodes;

    public IReadOnlyList<PdfPageNode> Read(DictionaryToken catalog)
    {
        // As for a page of a list, a missing object counts as a blank page.
        catalog.TryGet(NameToken.Pages, out var pages);
        var open = new Stack<Node>();
        Enter(
            open, Find<DictionaryToken>(pages) ?? DictionaryToken.Empty, (pages as IndirectReferenceToken)?.Data, [],
            new Dictionary<NameToken, IToken>());
        while (open.TryPeek(out var node))
        {
            bounds.Validate();
            if (node.Next == node.Kids.Count)
            {
                open.Pop();
                if (node.Reference is { } left)
                    _above.Remove(left);
            }
            else if (node.Kids[node.Next++] is IndirectReferenceToken kid)
            {
                Enter(open, Find<DictionaryToken>(kid) ?? DictionaryToken.Empty, kid.Data, node.Resources, node.Inherited);
            }
            else
            {
                throw bounds.Refuse(ReadProblemKind.Malformed, $"Its page tree has children that are not references. Exclude it.");
            }
        }

        return _pages;
    }

    private void Enter(
        Stack<Node> open, DictionaryToken dictionary, IndirectReference? reference, List<DictionaryToken> resources,
        Dictionary<NameToken, IToken> inherited)
    {
        if (dictionary.TryGet(NameToken.Resources, out var named) && Find<DictionaryToken>(named) is { } own)
            resources = [.. resources, own];

        var passedOn = new Dictionary<NameToken, IToken>(inherited);
        PassOn<ArrayToken>(dictionary, NameToken.MediaBox, passedOn);
        PassOn<NumericToken>(dictionary, NameToken.Rotate, passedOn);
        var kids = Kids(dictionary);
        if (IsPage(dictionary, kids))
        {
            AddPage(dictionary, resources, passedOn);
            return;
        }

        if (reference is { } circle && !_above.Add(circle))
            throw bounds.Refuse(ReadProblemKind.Malformed, $"Its page tree contains itself, at object {circle.ObjectNumber}. Exclude it.");
        if (open.Count >= MaxDepth)
            throw bounds.Refuse(ReadProblemKind.TooLarge, $"Its page tree is more than {MaxDepth} deep, the limit. Exclude it.");
        if (++_nodes > MaxNodes)
            throw bounds.Refuse(ReadProblemKind.TooLarge, $"Its page tree has more than {MaxNodes} nodes, the limit. Split it.");
        open.Push(new Node(reference, kids?.Data ?? [], resources, passedOn));
    }

    private void AddPage(DictionaryToken dictionary, List<DictionaryToken> resources, Dictionary<NameToken, IToken> inherited)
    {
        if (_pages.Count == ReadDefaults.MaxPages)
            throw bounds.Refuse(ReadProblemKind.TooLarge, $"It has more than {ReadDefaults.MaxPages} pages, the limit. Split it.");
        foreach (var (key, value) in inherited)
            dictionary = dictionary.With(key, value);
        _pages.Add(new PdfPageNode(dictionary, resources));
    }

    private void PassOn<T>(DictionaryToken dictionary, NameToken key, Dictionary<NameToken, IToken> inherited)
        where T : class, IToken
    {
        if (dictionary.TryGet(key, out var value) && Find<T>(value) is { } found)
            inherited[key] = found;
    }

    private ArrayToken? Kids(DictionaryToken dictionary)
    {
        var there = dictionary.Data.TryGetValue(PdfMask.HiddenKids, out var kids) || dictionary.Data.TryGetValue(PdfMask.Kids, out kids);
        return there ? Find<ArrayToken>(kids) : null;
    }

    private T? Find<T>(IToken? token)
        where T : class, IToken => DirectObjectFinder.TryGet<T>(token, scanner, out var found) ? found : null;

    private bool IsPage(DictionaryToken dictionary, ArrayToken? kids) =>
        dictionary.TryGet(NameToken.Type, out var type) && Find<NameToken>(type) is { } name ? name.Equals(NameToken.Page) : kids is null;

    private sealed class Node(
        IndirectReference? reference, IReadOnlyList<IToken> kids, List<DictionaryToken> resources, Dictionary<NameToken, IToken> inherited)
    {
        public IndirectReference? Reference => reference;

        public IReadOnlyList<IToken> Kids => kids;

        public List<DictionaryToken> Resources => resources;

        public Dictionary<NameToken, IToken> Inherited => inherited;

        public int Next { get; set; }
    }
}
