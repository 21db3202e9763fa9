using System.Text;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>
/// The record on disk that a container is about to be created: the file <c>docker.intent</c> in the run's folder of
/// checkpoints, one line, the container's name. Written before create is sent, so that after a crash a run without it is
/// known never to have reached the daemon.
/// </summary>
public static class Intent
{
    private const char End = '\n';

    /// <summary>The file of a run.</summary>
    public static string PathOf(string metaFolder) => metaFolder + "/docker.intent";

    /// <summary>Writes it, atomically, between the points <c>intent.write</c>.</summary>
    public static async Task Write(ContainerRecord record, IMachine machine)
    {
        await machine.Point("intent.write", record.Id, Phase.Before);
        await machine.Disk.WriteAtomically(PathOf(record.Paths.Meta), Encoding.UTF8.GetBytes(record.Name + End));
        await machine.Point("intent.write", record.Id, Phase.After);
    }

    /// <summary>
    /// The name that a run's intent holds, the usual one if it was torn: its line has no end then. Null if there is no intent or it
    /// cannot be read.
    /// </summary>
    public static async Task<string?> Read(RunState run, IMachine machine)
    {
        try
        {
            if (await machine.Disk.Read(PathOf(run.MetaFolder)) is not { } bytes)
                return null;
            var text = Encoding.UTF8.GetString(bytes);
            return text.EndsWith(End) ? text[..^1] : ContainerLabels.NameOf(run.ContainerId);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
