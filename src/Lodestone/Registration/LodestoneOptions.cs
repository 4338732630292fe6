namespace Lodestone;

/// <summary>The collection an application searches.</summary>
public sealed class LodestoneOptions
{
    /// <summary>The folder it is kept in. Default: <see cref="CollectionDefaults.Folder"/> in the working folder.</summary>
    public string Folder { get; set; } = CollectionDefaults.Folder;

    /// <summary>How it is opened. Its encoders are the application's <see cref="EncoderSet"/> unless it names others.</summary>
    public CollectionOptions Collection { get; set; } = new();
}
