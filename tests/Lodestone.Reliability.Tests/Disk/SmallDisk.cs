using System.Diagnostics;

namespace Lodestone.Reliability.Tests.Disk;

/// <summary>A file system in memory of a few megabytes. Tests are skipped where this user may not mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _ballast;

    public SmallDisk(int megabytes)
    {
        Path = Directory.CreateTempSubdirectory("lodestone-disk-").FullName;
        _ballast = System.IO.Path.Combine(Path, "ballast");
        var code = OperatingSystem.IsLinux() ? Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path) : -1;
        if (code == 0)
            return;
        Directory.Delete(Path);
        Assert.Skip("A file system in memory can only be mounted by root on Linux.");
    }

    public string Path { get; }

    public string Collection => System.IO.Path.Combine(Path, "collection");

    public long Free => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Takes all room but so many bytes.</summary>
    public void Fill(long but)
    {
        using var file = new FileStream(_ballast, FileMode.Append);
        // In portions of all sizes, so that it comes out to the page.
        for (var bytes = new byte[1 << 20]; bytes.Length >= 4096; bytes = new byte[bytes.Length / 4])
        {
            while (Free - bytes.Length >= but)
            {
                file.Write(bytes);
                file.Flush();
            }
        }
    }

    public void MakeRoom() => File.Delete(_ballast);

    public void MakeReadOnly(bool readOnly) =>
        Assert.Equal(0, Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Path));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
