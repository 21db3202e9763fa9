using System.Text;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// The record on disk that a container is about to be created: the file <c>docker.intent</c> in the run's folder of
/// checkpoints, one line, the container's name. Written before create is sent, so that after a crash a run without it is
/// known never to have reached the daemon.
/// </summary>
public static class Intent
{
    /// <summary>The file of a run.</summary>
    public static string PathOf(string metaFolder) => metaFolder + "/docker.intent";

    /// <summary>Writes it, atomically, between the points <c>intent.write</c>.</summary>
    public static async Task Write(ContainerRecord record, IMachine machine)
    {
        await machine.Point("intent.write", record.Id, Phase.Before);
        await machine.Disk.WriteAtomically(PathOf(record.Paths.Meta), Encoding.UTF8.GetBytes(record.Name));
        await machine.Point("intent.write", record.Id, Phase.After);
    }

    /// <summary>The name that a run's intent holds; null if there is no intent or it cannot be read.</summary>
    public static async Task<string?> Read(string metaFolder, IMachine machine)
    {
        try
        {
            return await machine.Disk.Read(PathOf(metaFolder)) is { Length: > 0 } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
