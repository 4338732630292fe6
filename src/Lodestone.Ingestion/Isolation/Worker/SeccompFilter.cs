using System.Runtime.InteropServices;

namespace Lodestone.Ingestion.Isolation.Worker;

/// <summary>A filter of system calls for one processor, in the classic BPF that the kernel takes.</summary>
/// <param name="SeccompNumber">The number of the call that sets it.</param>
/// <param name="Program">The instructions, eight bytes each.</param>
internal sealed record SeccompFilter(long SeccompNumber, ulong[] Program)
{
    private const uint Allow = 0x7fff0000;
    private const uint NotPermitted = 0x00050000 | 1;
    private const uint NotThere = 0x00050000 | 38;

    // Offsets in the kernel's struct seccomp_data: the call's number, the processor, and the low halves of the arguments.
    private const uint NumberAt = 0;
    private const uint ProcessorAt = 4;
    private const uint ArgumentsAt = 16;

    // Classic BPF: load a word, jump if equal or if a bit is set or if greater or equal, return.
    private const ushort Load = 0x20;
    private const ushort JumpEqual = 0x15;
    private const ushort JumpAny = 0x45;
    private const ushort JumpNotLess = 0x35;
    private const ushort Return = 0x06;

    // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, which are the same on both processors; threads share all with their process.
    private const uint WritingFlags = 1 | 2 | 0x40 | 0x200;
    private const uint ThreadFlag = 0x10000;

    // Calls of x64 with another numbering (x32) have this bit.
    private const uint OtherNumbering = 0x40000000;

    /// <summary>The filter of a processor; null when there is none.</summary>
    public static SeccompFilter? OfProcessor(Architecture processor) => processor switch
    {
        Architecture.X64 => new(317, Build(
            0xc000003e, open: 2, openAt: 257, clone: 56, notThere: [435, 437],
            [
                .. Range(41, 55), 288, 299, 307, // socket to getsockopt with connect, sendto and listen; accept4, recvmmsg, sendmmsg
                57, 58, 59, 322, 62, 129, 297, // fork, vfork, execve, execveat; kill, and signals with data
                76, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, // truncate, rename to symlink with creat and unlink, chmod to lchown
                132, 133, 188, 189, 190, 197, 198, 199, 235, // utime, mknod, setxattr, removexattr, utimes
                .. Range(258, 261), .. Range(263, 266), 268, 280, 285, 304, 316, 452, // the same at a folder, and by a handle
                29, 64, 68, 240, // shared memory and queues by name
                101, 298, 310, 311, 321, 323, 424, 434, 438, // ptrace, perf, memory of others, bpf, userfaultfd, pidfd
                161, 163, 165, 166, 169, 175, 246, 272, 308, 313, .. Range(425, 430), 442, // chroot, mount, modules, io_uring, namespaces
            ])),
        Architecture.Arm64 => new(277, Build(
            0xc00000b7, open: null, openAt: 56, clone: 220, notThere: [435, 437],
            [
                .. Range(198, 212), 242, 243, 269,
                221, 281, 129, 138, 240,
                5, 6, 7, 14, 15, 16, .. Range(33, 38), 45, 47, .. Range(52, 55), 88, 265, 276, 452,
                180, 186, 190, 194,
                117, 241, 270, 271, 280, 282, 424, 434, 438,
                39, 40, 41, 51, 89, 97, 104, 105, 142, 268, 273, .. Range(425, 430), 442,
            ])),
        _ => null,
    };

    private static ulong[] Build(uint processor, uint? open, uint openAt, uint clone, uint[] notThere, uint[] refused)
    {
        var code = new List<ulong>
        {
            Step(Load, ProcessorAt),
            Step(JumpEqual, processor, skipTrue: 1),
            Step(Return, NotPermitted),
            Step(Load, NumberAt),
            Step(JumpNotLess, OtherNumbering, skipFalse: 1),
            Step(Return, NotPermitted),
        };
        foreach (var number in refused)
            code.AddRange([Step(JumpEqual, number, skipFalse: 1), Step(Return, NotPermitted)]);
        // As on a kernel without them, so that the C library takes the older calls, whose flags can be looked at.
        foreach (var number in notThere)
            code.AddRange([Step(JumpEqual, number, skipFalse: 1), Step(Return, NotThere)]);
        if (open is { } plain)
            code.AddRange(RefuseFlags(plain, argument: 1, WritingFlags));
        code.AddRange(RefuseFlags(openAt, argument: 2, WritingFlags));
        code.AddRange(
        [
            Step(JumpEqual, clone, skipFalse: 3),
            Step(Load, ArgumentsAt),
            Step(JumpAny, ThreadFlag, skipTrue: 1),
            Step(Return, NotPermitted),
            Step(Return, Allow),
        ]);
        return [.. code];
    }

    // After the flags are loaded the number is gone, so the call is decided here.
    private static ulong[] RefuseFlags(uint number, uint argument, uint flags) =>
    [
        Step(JumpEqual, number, skipFalse: 4),
        Step(Load, ArgumentsAt + (8 * argument)),
        Step(JumpAny, flags, skipFalse: 1),
        Step(Return, NotPermitted),
        Step(Return, Allow),
    ];

    private static IEnumerable<uint> Range(uint first, uint last) =>
        Enumerable.Range((int)first, (int)(last - first) + 1).Select(n => (uint)n);

    // struct sock_filter: the code, how many to skip when it is true and when it is false, and the operand.
    private static ulong Step(ushort code, uint operand, byte skipTrue = 0, byte skipFalse = 0) =>
        code | ((ulong)skipTrue << 16) | ((ulong)skipFalse << 24) | ((ulong)operand << 32);
}
