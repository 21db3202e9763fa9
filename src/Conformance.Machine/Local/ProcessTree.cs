namespace Conformance.Machine;

/// <summary>Signals a process and all its descendants.</summary>
internal static class ProcessTree
{
    private const int Stop = 19;
    private const int Continue = 18;

    /// <summary>
    /// Stops the tree from the top until no new child appears, so that none is forked behind our back, then signals each
    /// and lets it go on (as stout's killtree does).
    /// </summary>
    internal static void Signal(ProcessIdentity root, int signal)
    {
        var stopped = new HashSet<ProcessIdentity>();
        var tree = new List<ProcessIdentity> { root };
        while (tree.Exists(process => !stopped.Contains(process)))
        {
            foreach (var process in tree.Where(stopped.Add))
                Send(process, Stop);
            tree = [root, .. ProcFolder.Descendants(root.Pid)];
        }

        foreach (var process in tree)
            Send(process, signal);
        foreach (var process in tree)
            Send(process, Continue);
    }

    /// <summary>Signals exactly this process; false if it is gone or its pid belongs to another.</summary>
    internal static bool Send(ProcessIdentity process, int signal)
    {
        var descriptor = Posix.OpenProcess(process.Pid);
        if (descriptor < 0)
            return false;
        try
        {
            // The descriptor was opened first: if the start time is right now, it is the right process for good.
            return ProcFolder.Stat(process.Pid)?.StartTime == process.StartTime && Posix.SignalProcess(descriptor, signal);
        }
        finally
        {
            Posix.Close(descriptor);
        }
    }
}
