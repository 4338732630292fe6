using CsCheck;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Admission;

public sealed class AdmissionControllerTests
{
    [Fact]
    public void Admit_UpToTheBound_AdmitsAndThenRefuses()
    {
        var gate = Gates.Create(100, 1_000);
        using var first = gate.Admit(60, WorkPriority.Interactive);
        using var second = gate.Admit(40, WorkPriority.Interactive);

        var refusal = Assert.Throws<RequestException>(() => gate.Admit(1, WorkPriority.Interactive)).Problem;

        Assert.Equal(429, refusal.Status);
        Assert.Equal("urn:lodestone:error:overloaded", refusal.Type);
        Assert.True(refusal.RetryAfterSeconds >= 1);
        Assert.Contains("100 tokens of interactive work wait", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(100, gate.Waiting(WorkPriority.Interactive));
    }

    [Fact]
    public void Admit_FullOfBulk_StillAdmitsInteractive()
    {
        var gate = Gates.Create(100, 1_000);
        using var bulk = gate.Admit(1_000, WorkPriority.Bulk);

        using var interactive = gate.Admit(100, WorkPriority.Interactive);

        Assert.Equal(WorkPriority.Interactive, interactive.Priority);
        Assert.Throws<RequestException>(() => gate.Admit(1, WorkPriority.Bulk));
    }

    [Fact]
    public void Report_TokensThatWereRead_MakesRoom()
    {
        var gate = Gates.Create(100, 1_000);
        using var work = gate.Admit(100, WorkPriority.Interactive);

        work.Report(30);

        Assert.Equal(70, gate.Waiting(WorkPriority.Interactive));
        Assert.Equal(30, work.Read);
        using var next = gate.Admit(30, WorkPriority.Interactive);
        Assert.Throws<RequestException>(() => gate.Admit(1, WorkPriority.Interactive));
    }

    [Fact]
    public void Report_MoreThanWasAdmitted_TakesNothingFromOthers()
    {
        var gate = Gates.Create(100, 1_000);
        using var other = gate.Admit(40, WorkPriority.Interactive);
        var work = gate.Admit(10, WorkPriority.Interactive);

        work.Report(25);
        work.Dispose();
        work.Dispose();

        Assert.Equal(40, gate.Waiting(WorkPriority.Interactive));
        Assert.Equal(25, work.Read);
    }

    [Fact]
    public void Report_StandingWork_HoldsAllUntilItEnds()
    {
        var gate = Gates.Create(100, 1_000);
        using (var stream = gate.Admit(600, WorkPriority.Bulk, isStanding: true))
        {
            stream.Report(5_000);
            Assert.Equal(600, gate.Waiting(WorkPriority.Bulk));
        }

        Assert.Equal(0, gate.Waiting(WorkPriority.Bulk));
    }

    [Fact]
    public void Admit_InteractiveAboveItsBound_RunsAsBulk()
    {
        var gate = Gates.Create(100, 1_000);
        using var work = gate.Admit(101, WorkPriority.Interactive);
        Assert.Equal(WorkPriority.Bulk, work.Priority);
    }

    [Fact]
    public void Admit_LargerThanTheBulkBound_WaitsUntilMostIsDone()
    {
        var gate = Gates.Create(100, 1_000);
        using var before = gate.Admit(251, WorkPriority.Bulk);
        var refusal = Assert.Throws<RequestException>(() => gate.Admit(50_000, WorkPriority.Bulk));
        Assert.True(refusal.Problem.RetryAfterSeconds >= 1);

        before.Report(1);
        using var large = gate.Admit(50_000, WorkPriority.Bulk);

        Assert.Equal(50_250, gate.Waiting(WorkPriority.Bulk));
        Assert.Throws<RequestException>(() => gate.Admit(1, WorkPriority.Bulk));
    }

    [Fact]
    public void EnsureRoom_Full_RefusesBeforeAnythingIsCounted()
    {
        var gate = Gates.Create(100, 1_000);
        using var interactive = gate.Admit(100, WorkPriority.Interactive);
        gate.EnsureRoom(null);
        gate.EnsureRoom(WorkPriority.Bulk);
        Assert.Throws<RequestException>(() => gate.EnsureRoom(WorkPriority.Interactive));

        using var bulk = gate.Admit(1_000, WorkPriority.Bulk);
        Assert.Throws<RequestException>(() => gate.EnsureRoom(null));
    }

    [Fact]
    public void RetryAfter_MeasuredRate_IsTheTimeUntilThereIsRoom()
    {
        var clock = new ManualTime();
        var gate = Gates.Create(10_000, 10_000, clock);
        using var work = gate.Admit(10_000, WorkPriority.Interactive);
        // 100 tokens a second, for so long that what was assumed before no longer counts.
        for (var second = 0; second < 90; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            work.Report(100);
        }

        Assert.InRange(gate.TokensPerSecond(), 99, 111);
        using var rest = gate.Admit(9_000, WorkPriority.Interactive);
        var refusal = Assert.Throws<RequestException>(() => gate.Admit(1_000, WorkPriority.Interactive)).Problem;
        Assert.InRange(refusal.RetryAfterSeconds!.Value, 9, 11);

        using var bulk = gate.Admit(10_000, WorkPriority.Bulk);
        var behind = Assert.Throws<RequestException>(() => gate.Admit(1_000, WorkPriority.Bulk)).Problem;
        // Of eight tokens one is of bulk work, and 1,000 have to be read.
        Assert.InRange(behind.RetryAfterSeconds!.Value, 72, 81);

        using var more = gate.Admit(0, WorkPriority.Interactive);
        var beside = Assert.Throws<RequestException>(() => gate.Admit(1_000, WorkPriority.Interactive)).Problem;
        Assert.InRange(beside.RetryAfterSeconds!.Value, 10, 12);
    }

    [Fact]
    public void TokensPerSecond_IdleTime_DoesNotCount()
    {
        var clock = new ManualTime();
        var gate = Gates.Create(10_000, 10_000, clock);
        using (var work = gate.Admit(4_000, WorkPriority.Bulk))
        {
            for (var second = 0; second < 40; second++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                work.Report(100);
            }
        }

        var busy = gate.TokensPerSecond();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(busy, gate.TokensPerSecond());
        using var next = gate.Admit(1, WorkPriority.Bulk);
        Assert.Equal(busy, gate.TokensPerSecond());
    }

    /// <summary>Whatever is admitted, read and ended in whatever order: what waits is what was admitted and not yet given back.</summary>
    [Fact]
    public void Waiting_AnyHistory_IsWhatIsLeft()
    {
        LawCases admitted = new(), used = new();
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 400], Gen.Bool).Array[0, 60].Sample(steps =>
        {
            var gate = Gates.Create(500, 1_500);
            var works = new List<(AdmissionTicket Work, long Left)>();
            foreach (var (step, tokens, isBulk) in steps)
            {
                if (step < 2)
                {
                    try
                    {
                        works.Add((gate.Admit(tokens, isBulk ? WorkPriority.Bulk : WorkPriority.Interactive), tokens));
                        admitted.Count(true);
                    }
                    catch (RequestException refusal)
                    {
                        admitted.Count(false);
                        Assert.Equal(429, refusal.Problem.Status);
                    }
                }
                else if (used.Count(works.Count > 0))
                {
                    var index = tokens % works.Count;
                    var (work, left) = works[index];
                    if (step == 2)
                        work.Report(tokens);
                    else
                        work.Dispose();
                    works[index] = (work, step == 2 ? Math.Max(0, left - tokens) : 0);
                }

                foreach (var priority in Enum.GetValues<WorkPriority>())
                    Assert.Equal(works.Where(w => w.Work.Priority == priority).Sum(w => w.Left), gate.Waiting(priority));
                Assert.InRange(gate.Waiting(WorkPriority.Interactive), 0, 500);
            }
        }, iter: 300);
        admitted.AssertShare(.3);
        used.AssertShare(.7);
    }
}
