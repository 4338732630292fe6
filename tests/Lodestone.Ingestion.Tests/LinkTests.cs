namespace Lodestone.Ingestion.Tests;

/// <summary>A link in a folder may name any file of the machine; the folder's author is not always its reader.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task ReadAsync_LinkOutOfTheFolder_IsLeftOutAndCountedUnlessAsked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var files = new TemporaryFiles();
        files.Add("in/real.txt", "real");
        files.Add("in/.hidden.txt", "hidden");
        files.Add("in/node_modules/package.txt", "package");
        var outside = files.Add("out/secret.txt", "secret");
        var folder = Path.Combine(files.Folder, "in");
        void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(folder, name), target);
        Link("absolute.txt", outside);
        Link("relative.txt", "../out/secret.txt");
        Link("twice.txt", "absolute.txt");
        Link("concealed.txt", ".hidden.txt");
        Link("skipped.txt", "node_modules/package.txt");
        Link("same.txt", "real.txt");
        Directory.CreateSymbolicLink(Path.Combine(folder, "door"), Path.Combine(files.Folder, "out"));
        Link("through.txt", "door/secret.txt");

        var items = await Reader.AllAsync([folder]);
        Assert.Equal(["real", "real"], items.Where(i => i.Document is not null).Select(i => i.Document!.Text));
        var problem = Assert.Single(items, i => i.Problem?.Option == nameof(ReadOptions.FollowOutsideLinks)).Problem!;
        Assert.Equal(ReadProblemKind.LinkNotFollowed, problem.Kind);
        Assert.StartsWith("6 files are links", problem.Reason, StringComparison.Ordinal);

        items = await Reader.AllAsync([folder], new ReadOptions { FollowOutsideLinks = true });
        Assert.Equal(8, items.Count(i => i.Document is not null));
        items = await Reader.AllAsync([folder], new ReadOptions { Root = files.Folder });
        Assert.Equal(["in/absolute.txt", "in/real.txt", "in/relative.txt", "in/same.txt", "in/through.txt", "in/twice.txt"],
            items.Where(i => i.Document is not null).Select(i => i.Document!.Id));
        items = await Reader.AllAsync([Path.Combine(folder, "absolute.txt")]);
        Assert.Equal("secret", Assert.Single(items).Document!.Text);
    }

    [Fact]
    public async Task ReadAsync_FolderThatIsALinkItself_HasItsOwnFiles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var files = new TemporaryFiles();
        files.Add("in/real.txt", "real");
        File.CreateSymbolicLink(Path.Combine(files.Folder, "in", "same.txt"), "real.txt");
        var door = Path.Combine(files.Folder, "door");
        Directory.CreateSymbolicLink(door, Path.Combine(files.Folder, "in"));
        Assert.Equal(["real", "real"], (await Reader.AllAsync([door])).Select(i => i.Document!.Text));
    }
}
