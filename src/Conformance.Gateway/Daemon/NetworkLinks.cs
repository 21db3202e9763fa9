using System.Text;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// Network interfaces that a daemon of ours has made: bridges of its networks, ends of pairs that lead into containers. They are the
/// host's, outlive the daemon, and keep their range of addresses from others.
/// </summary>
internal static class NetworkLinks
{
    private const string All = "/sys/class/net";
    private const string BridgePrefix = "br-";
    private const string PairPrefix = "veth";

    // A database of dockerd's; names and ids stand in it as text.
    private const string Notes = "data/network/files/local-kv.db";

    /// <summary>Names of those that the daemon's notes speak of and this host has.</summary>
    public static IReadOnlyList<string> Of(OwnedFolder folder)
    {
        if (!File.Exists(folder.At(Notes)) || !Directory.Exists(All))
            return [];
        var notes = new Lazy<string>(() => Encoding.Latin1.GetString(File.ReadAllBytes(folder.At(Notes))));
        return [.. Directory.EnumerateFileSystemEntries(All).Select(path => Path.GetFileName(path)!).Where(name => Mark(name) is { } mark && notes.Value.Contains(mark, StringComparison.Ordinal))];
    }

    /// <summary>Deletes one; an end takes the other end along. Without busybox nothing happens.</summary>
    public static async Task Delete(string name)
    {
        try
        {
            await (await new LocalProcesses().Start(new ProcessSpec(["busybox", "ip", "link", "delete", name]))).Exit;
        }
        catch (ProcessStartException)
        {
            // It stays, and the folder with it: the doctor tells of both.
        }
    }

    // A bridge is called by the beginning of its network's id; of a pair the daemon notes one name.
    private static string? Mark(string name) =>
        name.StartsWith(BridgePrefix, StringComparison.Ordinal) ? name[BridgePrefix.Length..] :
        name.StartsWith(PairPrefix, StringComparison.Ordinal) ? name :
        null;
}
