using System.Collections;
using System.Runtime.InteropServices;

namespace Conformance.Machine;

/// <summary>
/// Starts a program with posix_spawn. Unlike <c>System.Diagnostics.Process</c> it leaves the wait status to us (exit 137 and
/// signal 9 differ), and lets the child open its own output files, so that they go on after our death. Signals that .NET
/// ignores (SIGPIPE) are back at their defaults in the child, and none is blocked.
/// </summary>
internal static class PosixSpawn
{
    private const short SetDefaultSignals = 0x04;
    private const short SetSignalMask = 0x08;
    private const int RoomForStructure = 1024;
    private const int SignalSetBytes = 128;
    private const uint FileMode = 0x1A4; // rw-r--r--

    /// <summary>Starts the program; the descriptors replace standard input, output and error where they are not negative.</summary>
    internal static int Start(ProcessSpec spec, int input, int output, int error)
    {
        if (spec.Arguments.Count == 0)
            throw new ProcessStartException("no program given");
        var program = Resolve(spec);
        var actions = Marshal.AllocHGlobal(RoomForStructure);
        var attributes = Marshal.AllocHGlobal(RoomForStructure);
        var arguments = Pack(spec.Arguments);
        var environment = Pack(Environment(spec));
        try
        {
            Connect(spec, actions, input, output, error);
            ResetSignals(attributes);
            var failure = Posix.Spawn(out var pid, Posix.Text(program), actions, attributes, arguments, environment);
            if (failure != 0)
                throw new ProcessStartException($"{spec.Arguments[0]}: {Marshal.GetPInvokeErrorMessage(failure)}{Hint(spec)}");
            return pid;
        }
        finally
        {
            Posix.ActionsDestroy(actions);
            Posix.AttributesDestroy(attributes);
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
            Free(arguments);
            Free(environment);
        }
    }

    private static void Connect(ProcessSpec spec, nint actions, int input, int output, int error)
    {
        Posix.ActionsInit(actions);
        if (input >= 0)
            Posix.ActionsAddDup(actions, input, 0);
        else
            Posix.ActionsAddOpen(actions, 0, Posix.Text("/dev/null"), Posix.OpenReadOnly, 0);
        ConnectOutput(actions, 1, output, spec.StandardOutput);
        ConnectOutput(actions, 2, error, spec.StandardError);
        if (spec.WorkingFolder is { } folder)
            Posix.ActionsAddFolder(actions, Posix.Text(folder));
    }

    private static void ConnectOutput(nint actions, int target, int descriptor, OutputTarget where)
    {
        if (descriptor >= 0)
            Posix.ActionsAddDup(actions, descriptor, target);
        else if (where.Path is { } path)
            Posix.ActionsAddOpen(actions, target, Posix.Text(path), Posix.OpenWriteOnly | Posix.OpenCreate | Posix.OpenAppend, FileMode);
        else
            Posix.ActionsAddOpen(actions, target, Posix.Text("/dev/null"), Posix.OpenWriteOnly, 0);
    }

    private static void ResetSignals(nint attributes)
    {
        var set = new byte[SignalSetBytes];
        Posix.AttributesInit(attributes);
        Posix.FillSignalSet(set);
        Posix.AttributesSetDefault(attributes, set);
        Posix.EmptySignalSet(set);
        Posix.AttributesSetMask(attributes, set);
        Posix.AttributesSetFlags(attributes, SetDefaultSignals | SetSignalMask);
    }

    private static string Resolve(ProcessSpec spec)
    {
        var program = spec.Arguments[0];
        if (program.Contains('/'))
            return program;
        var path = spec.Environment.GetValueOrDefault("PATH") ?? System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        foreach (var folder in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(folder, program);
            if (File.Exists(candidate))
                return candidate;
        }

        throw new ProcessStartException($"{program}: not found on PATH ({path})");
    }

    // posix_spawn gives one error number for all its steps; name the step that can be seen to be wrong.
    private static string Hint(ProcessSpec spec)
    {
        if (spec.WorkingFolder is { } folder && !Directory.Exists(folder))
            return $" (there is no folder {folder})";
        foreach (var path in new[] { spec.StandardOutput.Path, spec.StandardError.Path })
        {
            if (path is not null && Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent))
                return $" (there is no folder {parent} for its output)";
        }

        return "";
    }

    private static List<string> Environment(ProcessSpec spec)
    {
        var list = new List<string>();
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            if (!spec.Environment.ContainsKey((string)entry.Key))
                list.Add(entry.Key + "=" + entry.Value);
        }

        foreach (var (name, value) in spec.Environment)
            list.Add(name + "=" + value);
        return list;
    }

    private static nint[] Pack(IReadOnlyList<string> texts)
    {
        var packed = new nint[texts.Count + 1];
        for (var i = 0; i < texts.Count; i++)
            packed[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        return packed;
    }

    private static void Free(nint[] packed)
    {
        foreach (var pointer in packed)
            Marshal.FreeCoTaskMem(pointer);
    }
}
