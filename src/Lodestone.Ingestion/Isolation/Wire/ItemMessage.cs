using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Isolation.Wire;

/// <summary>What a worker has read, as a message.</summary>
internal static class ItemMessage
{
    private const int SmallestText = sizeof(int);

    public static ReadOnlyMemory<byte> Write(ReadItem item)
    {
        var to = new WireWriter();
        to.Text(item.Path);
        to.Long(item.Line ?? -1);
        to.Int((int)item.TitleSource);
        to.Text(item.Encoding);
        to.List(item.Notes, static (w, note) =>
        {
            w.Int((int)note.Kind);
            w.Text(note.Message);
        });
        to.Byte(item.Document is null ? (byte)0 : (byte)1);
        if (item.Document is { } document)
            Write(to, document);
        else
            Write(to, item.Problem!);
        return to.Written;
    }

    /// <exception cref="InvalidDataException">The message is no item.</exception>
    public static ReadItem Read(byte[] message)
    {
        var from = new WireReader(message);
        var item = new ReadItem
        {
            Path = from.Text(),
            Line = from.Long() is >= 0 and var line ? line : null,
            TitleSource = from.Choice<TitleSource>(),
            Encoding = from.OptionalText(),
            Notes = from.List(SmallestText * 2, static r => new ReadNote(r.Choice<ReadNoteKind>(), r.Text())),
        };
        item = from.Byte() != 0 ? item with { Document = ReadDocument(from) } : item with { Problem = ReadProblem(from) };
        from.ValidateEnd();
        return item;
    }

    public static ReadOnlyMemory<byte> Write(UnreadableException why)
    {
        var to = new WireWriter();
        to.Int((int)why.Kind);
        to.Text(why.Message);
        to.Text(why.Option);
        to.Text(why.Code);
        to.Long(why.Line ?? -1);
        return to.Written;
    }

    /// <exception cref="InvalidDataException">The message is no refusal.</exception>
    public static UnreadableException ReadRefusal(byte[] message)
    {
        var from = new WireReader(message);
        var why = new UnreadableException(from.Choice<ReadProblemKind>(), from.Text())
        {
            Option = from.OptionalText(),
            Code = from.OptionalText(),
            Line = from.Long() is >= 0 and var line ? line : null,
        };
        from.ValidateEnd();
        return why;
    }

    private static void Write(WireWriter to, Document document)
    {
        to.Text(document.Id);
        to.Text(document.Title);
        to.Text(document.Text);
        to.List(document.Headings, static (w, heading) =>
        {
            w.Int(heading.Start);
            w.Int(heading.Level);
            w.Text(heading.Text);
        });
        to.List(document.Metadata, static (w, field) =>
        {
            w.Text(field.Key);
            Write(w, field.Value);
        });
    }

    private static Document ReadDocument(WireReader from)
    {
        var document = new Document
        {
            Id = from.Text(),
            Title = from.Text(),
            Text = from.Text(),
            Headings = from.List(SmallestText * 3, static r => new Heading(r.Int(), r.Int(), r.Text())),
        };
        foreach (var (name, value) in from.List(SmallestText * 2, static r => (r.Text(), ReadValue(r))))
            document.Metadata[name] = value;
        return document;
    }

    private static void Write(WireWriter to, MetadataValue value)
    {
        to.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case MetadataKind.Text:
                to.Text(value.Text);
                break;
            case MetadataKind.Number:
                to.Byte(value.WholeNumber is null ? (byte)0 : (byte)1);
                to.Long(value.WholeNumber ?? BitConverter.DoubleToInt64Bits(value.Number));
                break;
            case MetadataKind.Boolean:
                to.Byte(value.Boolean ? (byte)1 : (byte)0);
                break;
            case MetadataKind.Date:
                to.Long(value.Date.Ticks);
                to.Long(value.Date.Offset.Ticks);
                break;
            default:
                to.List(value.TextList, static (w, text) => w.Text(text));
                break;
        }
    }

    private static MetadataValue ReadValue(WireReader from)
    {
        try
        {
            return (MetadataKind)from.Byte() switch
            {
                MetadataKind.Text => MetadataValue.Of(from.Text()),
                MetadataKind.Number when from.Byte() != 0 => MetadataValue.Of(from.Long()),
                MetadataKind.Number => MetadataValue.Of(BitConverter.Int64BitsToDouble(from.Long())),
                MetadataKind.Boolean => MetadataValue.Of(from.Byte() != 0),
                MetadataKind.Date => MetadataValue.Of(new DateTimeOffset(from.Long(), new TimeSpan(from.Long()))),
                MetadataKind.TextList => MetadataValue.Of(from.List(SmallestText, static r => r.Text())),
                var unknown => throw new InvalidDataException($"{unknown} is no kind of metadata."),
            };
        }
        catch (ArgumentException impossible)
        {
            throw new InvalidDataException($"A value cannot be: {impossible.Message}", impossible);
        }
    }

    private static void Write(WireWriter to, ReadProblem problem)
    {
        to.Text(problem.Path);
        to.Long(problem.Line ?? -1);
        to.Int((int)problem.Kind);
        to.Text(problem.Reason);
        to.Text(problem.Option);
        to.Text(problem.Code);
    }

    private static ReadProblem ReadProblem(WireReader from) => new(
        from.Text(), from.Long() is >= 0 and var line ? line : null, from.Choice<ReadProblemKind>(), from.Text())
    {
        Option = from.OptionalText(),
        Code = from.OptionalText(),
    };
}
