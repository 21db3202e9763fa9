using System.Runtime.InteropServices;
using System.Text;

namespace Conformance.Machine;

/// <summary>The few calls of the C library that .NET does not offer. All return -1 (or the error number, for posix_spawn) on failure.</summary>
internal static class Posix
{
    internal const int OpenReadOnly = 0;
    internal const int OpenWriteOnly = 1;
    internal const int OpenCreate = 0x40;
    internal const int OpenAppend = 0x400;
    internal const int OpenCloseOnExec = 0x80000;
    internal const short PollIn = 1;
    internal const int Interrupted = 4;
    internal const int NoSuchProcess = 3;

    private const int SysPidfdSendSignal = 424;
    private const int SysPidfdOpen = 434;
    private const string C = "libc";

    /// <summary>A descriptor for a live or zombie process, which never comes to mean another one; -1 if there is none.</summary>
    internal static int OpenProcess(int pid) => (int)Syscall(SysPidfdOpen, pid, 0, 0, 0);

    /// <summary>Signals the process of a descriptor; false when it has been reaped.</summary>
    internal static bool SignalProcess(int descriptor, int signal) => Syscall(SysPidfdSendSignal, descriptor, signal, 0, 0) == 0;

    internal static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    /// <summary>rename(2): unlike <c>File.Move</c> it moves a link that points nowhere.</summary>
    internal static void Rename(string from, string to)
    {
        if (RenameBytes(Text(from), Text(to)) != 0)
            throw new IOException($"{from}: {LastError()}");
    }

    /// <summary>UTF-8 with its final zero.</summary>
    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");

    [DllImport(C, EntryPoint = "rename", SetLastError = true)]
    private static extern int RenameBytes(byte[] from, byte[] to);

    [DllImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static extern long Syscall(long number, long first, long second, long third, long fourth);

    [DllImport(C, EntryPoint = "pipe2", SetLastError = true)]
    internal static extern int Pipe(int[] descriptors, int flags);

    [DllImport(C, EntryPoint = "close", SetLastError = true)]
    internal static extern int Close(int descriptor);

    [DllImport(C, EntryPoint = "read", SetLastError = true)]
    internal static extern nint Read(int descriptor, byte[] buffer, nint count);

    [DllImport(C, EntryPoint = "poll", SetLastError = true)]
    internal static extern int Poll([In, Out] PollEntry[] entries, nuint count, int timeoutMilliseconds);

    [DllImport(C, EntryPoint = "waitpid", SetLastError = true)]
    internal static extern int WaitPid(int pid, out int status, int options);

    [DllImport(C, EntryPoint = "posix_spawn")]
    internal static extern int Spawn(
        out int pid, byte[] path, nint fileActions, nint attributes, nint[] arguments, nint[] environment);

    [DllImport(C, EntryPoint = "posix_spawn_file_actions_init")]
    internal static extern int ActionsInit(nint actions);

    [DllImport(C, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static extern int ActionsDestroy(nint actions);

    [DllImport(C, EntryPoint = "posix_spawn_file_actions_addopen")]
    internal static extern int ActionsAddOpen(nint actions, int descriptor, byte[] path, int flags, uint mode);

    [DllImport(C, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static extern int ActionsAddDup(nint actions, int from, int to);

    [DllImport(C, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static extern int ActionsAddFolder(nint actions, byte[] path);

    [DllImport(C, EntryPoint = "posix_spawnattr_init")]
    internal static extern int AttributesInit(nint attributes);

    [DllImport(C, EntryPoint = "posix_spawnattr_destroy")]
    internal static extern int AttributesDestroy(nint attributes);

    [DllImport(C, EntryPoint = "posix_spawnattr_setflags")]
    internal static extern int AttributesSetFlags(nint attributes, short flags);

    [DllImport(C, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static extern int AttributesSetDefault(nint attributes, byte[] signalSet);

    [DllImport(C, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static extern int AttributesSetMask(nint attributes, byte[] signalSet);

    [DllImport(C, EntryPoint = "sigfillset")]
    internal static extern int FillSignalSet(byte[] signalSet);

    [DllImport(C, EntryPoint = "sigemptyset")]
    internal static extern int EmptySignalSet(byte[] signalSet);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }
}
