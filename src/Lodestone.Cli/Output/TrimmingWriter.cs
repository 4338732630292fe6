using System.Text;

namespace Lodestone.Cli.Output;

/// <summary>Removes the spaces at the ends of tables' lines.</summary>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private int _spaces;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _spaces++;
            return;
        }

        if (value != '\n')
        {
            for (; _spaces > 0; _spaces--)
                inner.Write(' ');
        }

        _spaces = 0;
        inner.Write(value);
    }

    public override void Flush() => inner.Flush();
}
