using Lodestone.Storage;
using SQLitePCL;

namespace Lodestone.Tests.Storage;

/// <summary>What SQLite and the system report becomes one code a cause.</summary>
public sealed class StoreErrorsTests
{
    [Theory]
    [InlineData(raw.SQLITE_FULL, ErrorCodes.DiskFull)]
    [InlineData(raw.SQLITE_CORRUPT, ErrorCodes.StoreDamaged)]
    [InlineData(raw.SQLITE_READONLY, ErrorCodes.NotPermitted)]
    [InlineData(raw.SQLITE_CANTOPEN, ErrorCodes.NotPermitted)]
    [InlineData(raw.SQLITE_BUSY, ErrorCodes.CollectionInUse)]
    [InlineData(raw.SQLITE_IOERR, ErrorCodes.InputOutput)]
    [InlineData(raw.SQLITE_IOERR | (3 << 8), ErrorCodes.InputOutput)]
    public void FromSqlite_Code_IsItsCause(int sqlite, string code)
    {
        var error = StoreErrors.FromSqlite(sqlite, "detail", "/c/store.db");
        Assert.Equal((code, "/c/store.db"), (error.Code, error.Path));
        Assert.Contains("detail", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFile_Refusal_IsItsCause()
    {
        Assert.Equal(ErrorCodes.NotPermitted, StoreErrors.FromFile(new UnauthorizedAccessException("no"), "/c").Code);
        Assert.Equal(ErrorCodes.InputOutput, StoreErrors.FromFile(new IOException("broken"), "/c").Code);
    }
}
