using System.Text;

namespace Lodestone.Evaluation.Files;

/// <summary>Text files as this library writes them: UTF-8 without a byte order mark, lines ended by \n on every system.</summary>
internal static class TextFile
{
    public static StreamWriter Create(string path)
    {
        InvalidArgumentException.ThrowIfBlank(path);
        return new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true))
        {
            NewLine = "\n",
        };
    }
}
