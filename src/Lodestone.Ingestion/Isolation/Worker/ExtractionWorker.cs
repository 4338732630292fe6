using System.Runtime.InteropServices;
using Lodestone.Ingestion.Isolation.Worker;
using Lodestone.Ingestion.Readers;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion;

/// <summary>Lets a program answer as the worker process that reads files of other programs' formats.</summary>
/// <remarks>
/// Lodestone starts the application's own executable again to parse files apart from the application (<see cref="ExtractionOptions"/>). A
/// C# program that references the package has the answer built in, before its Main, and calls nothing. A program in another language, or
/// one whose project sets <c>LodestoneExtractionWorker</c> to <c>false</c>, calls <see cref="RunIfAsked"/> first in its Main.
/// </remarks>
public static class ExtractionWorker
{
    /// <summary>The switch that says that this process's executable answers.</summary>
    internal const string Switch = "Lodestone.ExtractionWorker";

    /// <summary>The only argument of an executable that is started as a worker.</summary>
    internal const string Argument = "lodestone-extraction-worker";

    /// <summary>
    /// Runs as a worker, and ends the process after it, if the process was started as one; else notes that this program answers, and
    /// returns.
    /// </summary>
    public static void RunIfAsked()
    {
        AppContext.SetSwitch(Switch, true);
        if (Environment.GetCommandLineArgs() is not [_, Argument])
            return;
        Run(FormatReaders.Of);
    }

    /// <summary>Runs as a worker with other readers, which tests have.</summary>
    internal static void Run(Func<FileFormat, ReadOptions, FormatReader> readerOf)
    {
        var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
        // Both reach all processes of a terminal or a service; the host decides, and the worker ends with it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);
        // A parser that writes to the console would write into the messages.
        Console.SetOut(TextWriter.Null);
        LinuxSandbox.Enter();
        new WorkerLoop(input, output, readerOf).Run();
        Environment.Exit(0);
    }
}
