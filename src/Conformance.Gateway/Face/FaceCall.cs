using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Gateway;

/// <summary>
/// One request in the world: a process that is the client. It asks the engine and writes the answer; when the real client goes, it is
/// killed, and the engine sees what it would see of a client that died.
/// </summary>
internal sealed class FaceCall(WorldThread thread, Func<IDockerEngine> connect, string client, FaceAnswer answer)
{
    private SimProcess? process;

    /// <summary>From any thread that holds no lock: begins.</summary>
    public void Begin(EngineOperation operation) =>
        thread.Do(() => process = thread.World.Start(client, _ => Serve(operation), thread.World.Init));

    /// <summary>From any thread: the real client is gone. Nothing happens when the answer was complete.</summary>
    public void HangUp() => thread.Post(() =>
    {
        if (process is { IsAlive: true } alive)
            thread.World.Kill(alive, Signals.Kill, withChildren: false);
    });

    private async Task<int> Serve(EngineOperation operation)
    {
        // Also an exception that ends this process is an end for the real client.
        var isBroken = true;
        try
        {
            await operation.Serve(connect(), answer);
            isBroken = false;
        }
        catch (DockerException exception) when (exception is { Failure: DockerFailure.Answered, Status: { } status } && !answer.HasHead)
        {
            await operation.Refuse(status, exception.Message, answer);
            isBroken = false;
        }
        catch (DockerException)
        {
            // The daemon died or cut the connection.
        }
        finally
        {
            answer.End(isBroken);
        }

        return 0;
    }
}
