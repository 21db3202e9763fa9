namespace Conformance.Gateway;

/// <summary>
/// What a daemon of ours leaves on the host when its harness dies: its folder, cgroup directories of its containers, and network
/// interfaces (<see cref="NetworkLinks"/>).
/// </summary>
internal static class DaemonRemains
{
    private const string CgroupRoot = "/sys/fs/cgroup";
    private const int IdLength = 64;
    private const int TriesMax = 500;
    private const int PauseMilliseconds = 10;

    /// <summary>Cgroup directories of containers whose ids stand in the daemon's folder, deepest first.</summary>
    public static IReadOnlyList<string> Cgroups(OwnedFolder folder)
    {
        var ids = ContainerIds(folder);
        if (ids.Count == 0 || !Directory.Exists(CgroupRoot))
            return [];
        // v1 has one tree per controller, v2 one for all.
        var trees = Directory.EnumerateDirectories(CgroupRoot).Append(CgroupRoot);
        return [.. from tree in trees
                   from id in ids
                   let path = Path.Combine(tree, "docker", id)
                   where Directory.Exists(path)
                   from found in Directory.EnumerateDirectories(path, "*", SearchOption.AllDirectories).Reverse().Append(path)
                   select found];
    }

    /// <summary>
    /// Removes the network interfaces and the cgroup directories, then the folder, which is the only place that knows which they are. A
    /// group is busy until the last of its dying processes has left it, hence the tries. What cannot be removed stays for the next time.
    /// </summary>
    public static async Task Clean(OwnedFolder folder)
    {
        foreach (var link in NetworkLinks.Of(folder))
            await NetworkLinks.Delete(link);
        for (var tries = 0; tries < TriesMax && !RemoveCgroups(folder); tries++)
            await Task.Delay(PauseMilliseconds);
        if (Cgroups(folder).Count > 0 || NetworkLinks.Of(folder).Count > 0)
            return;
        try
        {
            folder.Delete();
        }
        catch (IOException)
        {
            // Something in it is still mounted or held; its owner file stays, so that the doctor finds it.
        }
    }

    private static bool RemoveCgroups(OwnedFolder folder)
    {
        var isEmpty = true;
        foreach (var cgroup in Cgroups(folder))
        {
            try
            {
                Directory.Delete(cgroup);
            }
            catch (IOException)
            {
                isEmpty = false;
            }
        }

        return isEmpty;
    }

    private static HashSet<string> ContainerIds(OwnedFolder folder)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parent in new[] { folder.At(OwnedFolder.ContainerNotes), folder.At("exec/runtime-runc/moby"), folder.At("exec/containerd/daemon/io.containerd.runtime.v2.task/moby") })
        {
            if (Directory.Exists(parent))
                ids.UnionWith(Directory.EnumerateDirectories(parent).Select(path => Path.GetFileName(path)!).Where(IsId));
        }

        return ids;
    }

    private static bool IsId(string name) => name.Length == IdLength && name.All(char.IsAsciiHexDigitLower);
}
