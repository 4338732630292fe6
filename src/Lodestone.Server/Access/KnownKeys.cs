using System.Security.Cryptography;

namespace Lodestone.Server.Access;

/// <summary>The keys of a running server as one reading of the key file found them.</summary>
/// <param name="AreRequired">Whether a request needs a key. Once it does, it does until the server ends.</param>
/// <param name="Bytes">The bytes of the file; null when there was none, or none that could be read.</param>
/// <param name="Keys">Every key and its hash; none when the file cannot be used.</param>
/// <param name="Problem">Why the file cannot be used; null when it can, or when there is none.</param>
internal sealed record KnownKeys(bool AreRequired, byte[]? Bytes, (byte[] Hash, StoredKey Key)[] Keys, KeyFileException? Problem)
{
    /// <summary>There never was a file.</summary>
    public static readonly KnownKeys Open = new(false, null, [], null);

    public bool HasFile => Bytes is not null || Problem is not null;

    /// <summary>The key that was presented; null when it is none of these.</summary>
    public StoredKey? Find(string presented)
    {
        var hash = KeySecret.Hash(presented);
        // All are compared, each in constant time, so that the time says nothing about any.
        StoredKey? found = null;
        foreach (var (known, key) in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
                found = key;
        }

        return found;
    }
}
