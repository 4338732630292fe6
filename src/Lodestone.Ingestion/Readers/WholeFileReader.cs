using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Code;
using Lodestone.Ingestion.Readers.Docx;
using Lodestone.Ingestion.Readers.Epub;
using Lodestone.Ingestion.Readers.Html;
using Lodestone.Ingestion.Readers.Markdown;
using Lodestone.Ingestion.Readers.Notebook;
using Lodestone.Ingestion.Readers.Odt;
using Lodestone.Ingestion.Readers.Pdf;
using Lodestone.Ingestion.Readers.Pptx;
using Lodestone.Ingestion.Readers.Rtf;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers;

/// <summary>Reads a file that is one document.</summary>
internal sealed class WholeFileReader(FileFormat format, ReadOptions options) : FormatReader
{
    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = await LoadAsync(file, stream, options, cancellationToken).ConfigureAwait(false);
        // From here on the content belongs to the parser: an abandoned one still reads it.
        yield return await ParserThread.RunAsync(() => Guard(format, () => Parse(file, content, cancellationToken)), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Returns the bytes of a file that is read whole.</summary>
    /// <exception cref="UnreadableException">It is too large, or its path cannot be an id.</exception>
    public static async Task<byte[]> LoadAsync(SourceFile file, Stream stream, ReadOptions options, CancellationToken cancellationToken)
    {
        if (stream.Length > options.MaxFileBytes)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has {stream.Length} bytes; a file that is one document may have {options.MaxFileBytes}. ") +
                "Split it.") { Option = nameof(ReadOptions.MaxFileBytes) };
        }

        DocumentId.ValidatePath(file.Path);
        var content = new byte[stream.Length];
        var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        Array.Resize(ref content, length);
        return content;
    }

    /// <summary>The single boundary to third-party parsers.</summary>
    public static T Guard<T>(FileFormat format, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception broken) when (broken is not (UnreadableException or OperationCanceledException or OutOfMemoryException))
        {
            // On damaged files the libraries throw any exception, such as for a missing key or a wrong index, and one damaged file must not
            // end the reading of a folder. The only code of ours that runs here composes text.
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"It cannot be read as {format}: {CleanText.OneLine(broken.Message).TrimEnd('.')}. It is " +
                "probably damaged; save it again, or exclude it.", broken);
        }
    }

    private ReadItem Parse(SourceFile file, byte[] content, CancellationToken cancellationToken)
    {
        Extraction? extraction = format switch
        {
            // The header of a PDF may come late, and that of another kind of file comes first.
            FileFormat.Pdf when ContentKind.Of(content) is { } kind and not ContentKind.Pdf => throw new UnreadableException(
                ReadProblemKind.Malformed,
                $"It is {kind} by its content, not {ContentKind.Pdf}. Give it the extension of its format, or exclude it."),
            FileFormat.Pdf => PdfExtractor.Extract(content, cancellationToken),
            FileFormat.Docx => DocxExtractor.Extract(content, cancellationToken),
            FileFormat.Pptx => PptxExtractor.Extract(content, cancellationToken),
            FileFormat.Epub => EpubExtractor.Extract(content, cancellationToken),
            FileFormat.Odt => OdtExtractor.Extract(content, cancellationToken),
            FileFormat.Rtf => RtfExtractor.Extract(content, cancellationToken),
            FileFormat.Notebook => NotebookExtractor.Extract(content, options, cancellationToken),
            _ => null,
        };
        return extraction is null ? ParseText(file, content, cancellationToken) : ToItem(file, extraction, null, 0);
    }

    private ReadItem ParseText(SourceFile file, byte[] content, CancellationToken cancellationToken)
    {
        var declared = format == FileFormat.Html ? HtmlExtractor.DeclaredEncoding(content) : null;
        var encoding = EncodingChoice.Of(content, complete: true, options.Encoding, declared);
        var text = encoding.Decode(content, out var replaced);
        var extraction = format switch
        {
            FileFormat.Markdown => MarkdownExtractor.Extract(text, options, cancellationToken),
            FileFormat.Html => HtmlExtractor.Extract(text, cancellationToken),
            FileFormat.Code => CodeExtractor.Extract(text, CodeLanguages.Of(file.Path), cancellationToken),
            _ => new Extraction { Text = text },
        };
        return ToItem(file, extraction, encoding, replaced);
    }

    /// <summary>Makes a document, and checks that it has text.</summary>
    public static ReadItem ToItem(SourceFile file, Extraction extraction, TextEncoding? encoding, int replaced)
    {
        // Parsers decode escapes themselves, and fonts can map to any character.
        var text = CleanText.Of(extraction.Text, out var alsoReplaced);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UnreadableException(ReadProblemKind.NoText,
                "It has no text to search: it is empty, or has markup only. Exclude it, or add text.");
        }

        var metadata = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
        var notes = new List<ReadNote>(extraction.Notes);
        foreach (var (name, value) in extraction.Metadata)
        {
            if (WrittenValue.Unfit(metadata, name, value) is { } unfit)
                notes.Add(unfit);
            else
                metadata[name] = value;
        }

        metadata["path"] = MetadataValue.Of(file.Path);
        replaced += alsoReplaced;
        return new ReadItem
        {
            Document = new Document
            {
                Id = extraction.Part is { } part ? $"{file.Path}#{part}" : file.Path,
                Title = extraction.Title is { } title ? CleanText.Of(title, out _) : file.Stem,
                Text = text,
                Headings = extraction.Headings,
                Metadata = metadata,
            },
            Path = file.Path,
            TitleSource = extraction.Title is null ? TitleSource.FileName : extraction.TitleSource,
            Encoding = encoding?.Name,
            Notes = [.. encoding?.Notes ?? [], .. notes, .. replaced > 0 ? new[] { CleanText.Replaced(replaced) } : []],
        };
    }
}
