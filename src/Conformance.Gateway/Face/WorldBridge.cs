using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>Work outside of a world that somebody in it waits for: done by other threads, it completes in the world.</summary>
internal static class WorldBridge
{
    /// <summary>Called in the world. A <see cref="DockerException"/> or <see cref="NetworkException"/> of the work is its caller's.</summary>
    public static Task<T> Outside<T>(this WorldThread thread, Func<Task<T>> work)
    {
        var answer = thread.World.Completion<T>();
        _ = Task.Run(async () =>
        {
            try
            {
                var value = await work();
                thread.Post(() => answer.TrySet(value));
            }
            catch (Exception refusal) when (refusal is DockerException or NetworkException)
            {
                thread.Post(() => answer.TryFail(refusal));
            }
        });
        return answer.Task;
    }
}
