namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Counts the memory and the work that a font program costs the parser, before the parser reads it.</summary>
internal sealed class FontBudget
{
    /// <summary>The maximum memory of the parser for one font, in bytes: 128 MiB. A font of 65,535 Chinese characters needs 90.</summary>
    public const long MaxBytes = 128 * 1024 * 1024;

    /// <summary>
    /// The maximum number of steps, each of about a nanosecond. A font of 20,000 Chinese characters takes about 50,000,000.
    /// </summary>
    public const long MaxSteps = 1_000_000_000;

    /// <summary>The bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>The steps so far.</summary>
    public long Steps { get; private set; }

    /// <exception cref="UnfitFontException">The font needs more than <see cref="MaxBytes"/>.</exception>
    public void Hold(long bytes)
    {
        if ((Bytes += bytes) > MaxBytes)
            throw new UnfitFontException($"unpacks to more than {MaxBytes} bytes");
    }

    /// <exception cref="UnfitFontException">The font takes more than <see cref="MaxSteps"/>.</exception>
    public void Step(long steps)
    {
        if ((Steps += steps) > MaxSteps)
            throw new UnfitFontException($"takes more than {MaxSteps} steps to read");
    }
}

/// <summary>A font program that could harm the parser, or whose safety cannot be shown.</summary>
internal sealed class UnfitFontException(FormattableString reason) : Exception(FormattableString.Invariant(reason));
