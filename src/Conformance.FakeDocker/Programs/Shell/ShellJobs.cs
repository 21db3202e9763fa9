namespace Conformance.FakeDocker;

/// <summary>
/// The children in the background. One that was waited for keeps its place, and can be asked for again, until another child needs the
/// place: the first that is free or was waited for, whoever the child is.
/// </summary>
internal sealed class ShellJobs
{
    private readonly List<ShellJob?> places = [];

    /// <summary>Those that have a place.</summary>
    public IEnumerable<ShellJob> All => places.OfType<ShellJob>();

    /// <summary>The one with that pid; null for none.</summary>
    public ShellJob? Find(int pid) => All.FirstOrDefault(job => job.Process.Pid == pid);

    /// <summary>A child that is not waited for.</summary>
    public void Add(InnerProcess process)
    {
        var place = MakeRoom();
        if (place == places.Count)
            places.Add(null);
        places[place] = new ShellJob(process);
    }

    /// <summary>A child in the foreground takes a place while it runs.</summary>
    /// <returns>The place.</returns>
    public int MakeRoom()
    {
        var place = places.FindIndex(static job => job is null or { WasWaitedFor: true });
        if (place < 0)
            return places.Count;
        places[place] = null;
        return place;
    }
}

/// <summary>A child in the background.</summary>
internal sealed class ShellJob(InnerProcess process)
{
    /// <summary>The child.</summary>
    public InnerProcess Process => process;

    /// <summary>Whether the builtin wait has told of its end.</summary>
    public bool WasWaitedFor { get; set; }
}
