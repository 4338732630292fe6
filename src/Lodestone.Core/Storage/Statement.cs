using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace Lodestone.Storage;

/// <summary>A prepared statement. Values reach it as parameters only. One thread at a time.</summary>
/// <remarks>
/// Calls SQLite's functions directly, because ADO.NET's reader costs three times as much per row, copies every blob, and cannot use spans.
/// Text is bound and read with its length, so that it may hold the character U+0000.
/// </remarks>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, double value)
    {
        database.Check(raw.sqlite3_bind_double(handle, index, value));
        return this;
    }

    /// <summary>A number of metadata: whole ones as integers, which SQLite compares with others by value, without rounding.</summary>
    public Statement BindNumber(int index, long? whole, double number) => whole is { } exact ? Bind(index, exact) : Bind(index, number);

    public Statement Bind(int index, string value)
    {
        // UTF-8 has no lone surrogates: each becomes U+FFFD, which keeps the length in UTF-16. An empty span would bind NULL.
        database.Check(value.Length == 0
            ? raw.sqlite3_bind_text(handle, index, "")
            : raw.sqlite3_bind_text(handle, index, Encoding.UTF8.GetBytes(value).AsSpan()));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        database.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    public Statement BindNull(int index)
    {
        database.Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code is raw.SQLITE_ROW)
            return true;
        raw.sqlite3_reset(handle);
        return code is raw.SQLITE_DONE ? false : throw database.Error(code);
    }

    public void Run()
    {
        while (Step())
        {
            // A pragma may return rows that the caller does not need.
        }
    }

    /// <summary>The first column of the only row; null when there is no row.</summary>
    public long? RunForLong()
    {
        long? value = Step() ? Long(0) : null;
        Reset();
        return value;
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => checked((int)raw.sqlite3_column_int64(handle, column));

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public bool IsInteger(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_INTEGER;

    public double Real(int column) => raw.sqlite3_column_double(handle, column);

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public float[] Floats(int column)
    {
        var bytes = Blob(column);
        var floats = new float[bytes.Length / sizeof(float)];
        MemoryMarshal.Cast<byte, float>(bytes[..(floats.Length * sizeof(float))]).CopyTo(floats);
        return floats;
    }

    public void Dispose() => handle.Dispose();
}
