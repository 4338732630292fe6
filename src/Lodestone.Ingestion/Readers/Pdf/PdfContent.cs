using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Logging;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>PdfPig's parser of page contents with counting; operators that move no letter become one shared operator.</summary>
internal sealed class PdfContent : IPageContentParser, IGraphicsStateOperationFactory
{
    // The nesting limit of arrays and dictionaries in the file itself.
    private const int MaxNesting = 256;

    // The data between two operators is kept, at about 40 bytes a number. Tables of figures and inline images have less.
    private const int MaxOperandBytes = 8 * 1024 * 1024;

    private readonly PdfBounds _bounds;
    private readonly PageContentParser _parser;
    private int _sinceOperator;

    public PdfContent(PdfBounds bounds)
    {
        _bounds = bounds;
        _parser = new PageContentParser(this, new StackDepthGuard(MaxNesting), useLenientParsing: true);
    }

    public IReadOnlyList<IGraphicsStateOperation> Parse(int pageNumber, IInputBytes inputBytes, ILog log)
    {
        using var input = new Input(inputBytes, this);
        return _parser.Parse(pageNumber, input, log);
    }

    public IGraphicsStateOperation? Create(OperatorToken op, IReadOnlyList<IToken> operands)
    {
        _sinceOperator = 0;
        var operation = ReflectionGraphicsStateOperationFactory.Instance.Create(op, operands);
        if (operation is null)
            return null;
        if (MovesNothing(op.Data))
            return Nothing.Instance;
        _bounds.HoldOperator();
        return operation;
    }

    private void Pass(int bytes)
    {
        _bounds.Validate();
        if ((_sinceOperator += bytes) > MaxOperandBytes)
        {
            throw _bounds.Refuse(ReadProblemKind.TooLarge,
                $"It has a page with more than {MaxOperandBytes} bytes between two operators, the limit. Save it again, or exclude it.");
        }
    }

    private static bool MovesNothing(string op) => op is
        "m" or "l" or "c" or "v" or "y" or "h" or "re" or "W" or "W*" or "n"
        or "S" or "s" or "f" or "F" or "f*" or "B" or "B*" or "b" or "b*"
        or "CS" or "cs" or "SC" or "SCN" or "sc" or "scn" or "G" or "g" or "RG" or "rg" or "K" or "k"
        or "w" or "J" or "j" or "M" or "d" or "ri" or "i" or "sh" or "MP" or "DP" or "BMC" or "BDC" or "EMC" or "BX" or "EX";

    /// <summary>An operator without an effect on letters.</summary>
    private sealed class Nothing : IGraphicsStateOperation
    {
        public static readonly Nothing Instance = new();

        public string Operator => "";

        public void Run(IOperationContext operationContext)
        {
            // Lines, areas and colours are ignored.
        }

        public void Write(Stream stream) => throw new NotSupportedException();
    }

    /// <summary>The bytes of one content stream; ends the parsing when too many pass without an operator.</summary>
    private sealed class Input(IInputBytes bytes, PdfContent owner) : IInputBytes
    {
        private const int Block = 4096;

        private int _moves;

        public long CurrentOffset => bytes.CurrentOffset;

        public byte CurrentByte => bytes.CurrentByte;

        public long Length => bytes.Length;

        public bool MoveNext()
        {
            if ((++_moves % Block) == 0)
                owner.Pass(Block);
            return bytes.MoveNext();
        }

        public byte? Peek() => bytes.Peek();

        public bool IsAtEnd() => bytes.IsAtEnd();

        public void Seek(long position) => bytes.Seek(position);

        public int Read(Span<byte> buffer) => bytes.Read(buffer);

        public void Dispose() => bytes.Dispose();
    }
}
