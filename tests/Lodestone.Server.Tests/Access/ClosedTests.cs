namespace Lodestone.Server.Tests.Access;

/// <summary>Who is let in, after which events in which order. The server is a real one, asked over a socket.</summary>
public sealed class ClosedTests
{
    /// <remarks>
    /// A row begins with where the server is to listen: on loopback, outside, or outside with --insecure. Its events follow in their order.
    /// <c>A=401</c> is a request with key A and the status it gets, <c>none</c> one without a key, <c>public</c> one to a route that needs
    /// no key, and <c>start=2</c> a start that is refused with that exit code. <c>unlist</c> leaves a file with an empty list, and
    /// <c>spoil</c> is each of <see cref="KeyEvents.Spoils"/>, in a test of its own.
    /// </remarks>
    private const string Table = """
        loopback  start none=200 public=200 none=200 restart none=200
        loopback  start none=200 add:A none=401 A=200 revoke:A A=401 none=401 remove none=401 restart none=200
        loopback  start public=200 add:A none=401 A=200 revoke:A none=401 A=401 restart none=401 A=401
        loopback  start add:A revoke:A none=401 A=401 remove none=401
        loopback  start add:A public=200 remove none=401 A=401 restart none=200
        loopback  start none=200 add:A restart none=401 A=200
        loopback  start none=200 unlist none=401 remove none=401 restart none=200
        loopback  start none=200 spoil none=401 remove none=401 add:A A=200 none=401 remove restart none=200
        loopback  add:A start revoke:A A=401 none=401 restart A=401 none=401 add:B B=200 A=401
        loopback  add:A start public=200 revoke:A none=401 A=401 public=200 add:B B=200 A=401 none=401
        loopback  add:A start A=200 revoke:A A=401 none=401 restart none=401 A=401
        loopback  add:A add:B start public=200 revoke:A A=401 B=200 none=401 revoke:B B=401 none=401 restart B=401 none=401
        loopback  add:A start remove none=401 A=401 restart none=200
        loopback  add:A start public=200 remove A=401 none=401 add:B A=401 B=200 none=401
        loopback  add:A start A=200 remove A=401 none=401 mend A=200 none=401
        loopback  add:A start unlist A=401 none=401 restart none=401 add:B B=200
        loopback  add:A start spoil none=401 A=401 public=200 restart none=401 A=401 public=200 mend A=200 none=401
        loopback  add:A start A=200 empty A=401 none=401 mend A=200 none=401 restart A=200 none=401
        loopback  add:A folder start public=200 none=401 A=401 remove none=401 A=401 restart none=200
        loopback  add:A start replace:B A=401 B=200 none=401
        loopback  add:A start public=200 A=200 replace:B A=401 B=200 replace:C B=401 C=200 none=401
        outside   start=2
        outside   unlist start public=200 none=401 add:A A=200 none=401 revoke:A A=401 none=401
        outside   spoil start=3 remove start=2
        outside   add:A start public=200 none=401 A=200 revoke:A A=401 none=401 restart A=401 none=401 add:B B=200 A=401
        outside   add:A start revoke:A none=401 A=401 remove none=401 A=401 restart=2
        outside   add:A start remove none=401 A=401 public=200 add:B B=200 A=401 none=401 remove restart=2
        outside   add:A start damage none=401 A=401 remove none=401 mend A=200 none=401
        outside   add:A start A=200 folder A=401 none=401 restart=3
        outside   add:A start replace:B A=401 B=200 none=401
        insecure  start none=200 add:A none=401 A=200 revoke:A A=401 none=401 remove none=401 restart none=200
        insecure  start public=200 add:A revoke:A none=401 restart none=401 A=401
        insecure  start none=200 cut none=401 remove none=401 restart none=200
        insecure  add:A start none=401 A=200 remove none=401 A=401 restart none=200
        insecure  unlist start none=401 public=200
        insecure  damage start=3
        """;

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in Table.Split('\n'))
        {
            var (where, events) = (row[..10].Trim(), row[10..].Trim());
            foreach (var spoil in events.Contains("spoil", StringComparison.Ordinal) ? KeyEvents.Spoils : [""])
                rows.Add(where, events.Replace("spoil", spoil, StringComparison.Ordinal));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Requests_AfterEvents_AreLetInOrNot(string where, string events)
    {
        await using var world = new KeyEvents(where);
        var steps = events.Split(' ');
        Assert.Contains(steps, KeyEvents.Expects);
        for (var i = 0; i < steps.Length; i++)
        {
            try
            {
                await world.HappenAsync(steps[i]);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Wrong at '{steps[i]}', event {i + 1} of: {events}", failure);
            }
        }
    }
}
