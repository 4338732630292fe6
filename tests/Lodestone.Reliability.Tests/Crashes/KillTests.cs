using System.Diagnostics;
using System.Globalization;
using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Crashes;

/// <summary>
/// Kill -9 at random moments of indexing, updating, deleting, saving and changing the model, and of the opening that recovers: what was
/// acknowledged is there, an operation that was not is in or out as a whole, and nothing is damaged.
/// </summary>
public sealed class KillTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    [Theory]
    [InlineData(ModelsFixture.ExactUpTo)]
    [InlineData(150)]
    public async Task Collection_KilledAtRandom_KeepsWhatItAcknowledged(int exactUpTo)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(Limits.Seed + exactUpTo);
        var trial = new Trial(folder, models, exactUpTo, random);
        for (var round = 0; round < Limits.KillRounds / 2; round++)
            await trial.RoundAsync(round);
        TestContext.Current.SendDiagnosticMessage("{0}", trial);
        Assert.True(trial.Acknowledged > 0, "Every process was killed before it had done anything: the moments prove nothing.");
    }

    /// <summary>One collection and what happens to it.</summary>
    private sealed class Trial(TemporaryFolder folder, ModelsFixture models, int exactUpTo, Random random)
    {
        private readonly Dictionary<string, int> _unfinished = [];
        private readonly Dictionary<string, int> _notices = [];
        private Dictionary<string, int> _state = new(StringComparer.Ordinal);
        private int _killed;
        private int _killedOpening;
        private TimeSpan _longestOpening;

        public int Acknowledged { get; private set; }

        public async Task RoundAsync(int round)
        {
            var (log, start) = (folder[$"log-{round}"], folder["state"]);
            StateFile.Write(start, _state);
            var seed = random.Next();
            var delay = TimeSpan.FromMilliseconds(random.Next(1, 900));
            var sooner = random.Next(6) == 0;
            var about = $"round {round}, seed {seed}, killed {delay.TotalMilliseconds} ms after " + (sooner ? "the start" : "the first acknowledgement");
            using (var writer = Driver.Start(
                "write", folder["collection"], log, start, Text(seed), Text(exactUpTo), round == 0 ? ModelsFixture.BiEncoder : "-",
                ModelsFixture.BiEncoder + Path.PathSeparator + ModelsFixture.OtherBiEncoder))
            {
                if (!sooner)
                    await writer.SaysAsync("ready");
                await Waiting.RandomMomentAsync(delay);
                Assert.True(await writer.KillAsync(), $"{about}: the writer failed.\n{writer.Output}");
                _killed++;
            }

            // Killed in the middle of the recovery, too.
            for (var again = random.Next(3); round > 0 && again > 0; again--)
            {
                using var opener = Driver.Start("open", folder["collection"], Text(exactUpTo));
                await Waiting.RandomMomentAsync(TimeSpan.FromMilliseconds(random.Next(80, 500)));
                if (await opener.KillAsync())
                    _killedOpening++;
            }

            var (states, acknowledged, unfinished) = OperationLog.Replay(log, _state);
            Acknowledged += acknowledged;
            if (unfinished is not null)
                _unfinished[unfinished.Kind] = _unfinished.GetValueOrDefault(unfinished.Kind) + 1;
            try
            {
                await VerifyAsync(round, states);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"{about}; unfinished was: {unfinished?.Kind ?? "nothing"}", error);
            }

            File.Delete(log);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Limits.Seed}, exact up to {exactUpTo}: {_killed} kills, {_killedOpening} more while opening, {Acknowledged} operations ") +
            $"acknowledged, unfinished: {Told(_unfinished)}; notices: {Told(_notices)}; longest opening {_longestOpening.TotalMilliseconds:F0} ms";

        private async Task VerifyAsync(int round, IReadOnlyList<Dictionary<string, int>> states)
        {
            var before = _state;
            // A reader that recovers in memory, and leaves the rest to the next writer; or the writer, which saves when it closes.
            var readOnly = round > 0 && random.Next(2) == 0;
            var clock = Stopwatch.StartNew();
            await using var collection = round == 0
                ? await models.CreateAsync(folder["collection"], exactUpTo)
                : await models.OpenAsync(folder["collection"], exactUpTo, readOnly);
            _longestOpening = clock.Elapsed > _longestOpening ? clock.Elapsed : _longestOpening;
            foreach (var notice in collection.Notices)
                _notices[Kind(notice)] = _notices.GetValueOrDefault(Kind(notice)) + 1;
            var found = await StateOracle.ReadAsync(collection);
            _state = states.FirstOrDefault(s => s.Count == found.Count && !s.Except(found).Any()) ??
                throw new InvalidOperationException(
                    $"{found.Count} documents were found; {string.Join(" or ", states.Select(s => Differences(s, found)))}.");
            var gone = before.Except(_state).Select(d => (d.Key, d.Value));
            await StateOracle.AssertAsync(collection, _state, gone, random);
        }

        private static string Differences(Dictionary<string, int> expected, Dictionary<string, int> found)
        {
            var (missing, extra) = (expected.Except(found).ToArray(), found.Except(expected).ToArray());
            return $"missing {missing.Length} ({string.Join(' ', missing.Take(5))}), not expected {extra.Length} ({string.Join(' ', extra.Take(5))})";
        }

        private static string Kind(string notice) => notice.Length > 120 ? notice[..120] : notice;

        private static string Told(Dictionary<string, int> counts) =>
            counts.Count == 0 ? "none" : string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"));

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
