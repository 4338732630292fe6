namespace Lodestone.CrashDriver;

/// <summary>Holds a backup after a number of reports of its progress, so that it can be killed there.</summary>
internal sealed class StopsAfter(int reports, CancellationToken patience) : IProgress<BackupProgress>
{
    private int _reports;

    public void Report(BackupProgress value)
    {
        if (++_reports < reports)
            return;
        Console.WriteLine("held");
        patience.WaitHandle.WaitOne();
    }
}
