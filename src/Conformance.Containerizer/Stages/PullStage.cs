using Conformance.Docker;

namespace Conformance.Containerizer;

/// <summary>
/// Makes the image be there. Launches of one image share one pull, which is given up when the last of them has gone.
/// A pull may take as long as it makes progress; a killed launch leaves at once, whatever the pull does.
/// </summary>
public class PullStage(ContainerizerContext context)
{
    private readonly Dictionary<(string Reference, string? Home), SharedPull> pulls = [];

    /// <summary>
    /// Returns when the image is there or the container is to be killed. Throws <see cref="StageFailure"/> with the words of
    /// the registry.
    /// </summary>
    public virtual async Task Pull(ContainerRecord record)
    {
        var spec = record.Spec!;
        var reference = ImageTag.Complete(spec.Image, context.Profile.TagRule);
        if (context.Profile.Pull == PullMode.InspectFirst && !IsPullForced(record) && await IsThere(record, reference))
            return;
        if (!record.IsKillRequested)
            await PullShared(record, reference, spec.Home);
    }

    private bool IsPullForced(ContainerRecord record) =>
        context.Profile.HasLaterOptions && MesosCommandLine.ContainerOf(record.Launch!)!.Docker.ForcePullImage;

    private async Task<bool> IsThere(ContainerRecord record, string reference)
    {
        var look = context.Docker.InspectImage(reference, context.Options.CallLimit);
        if (!await record.UnlessKilled(look))
            return false;
        try
        {
            return await look is not null;
        }
        catch (DockerException)
        {
            // The daemon would not say; the pull finds out, and has better words if the image cannot be had.
            return false;
        }
    }

    private async Task PullShared(ContainerRecord record, string reference, string? home)
    {
        if (!pulls.TryGetValue((reference, home), out var shared))
        {
            shared = new SharedPull(context.Docker.Pull(reference, home, context.Options.PullInactivityLimit));
            pulls.Add((reference, home), shared);
        }

        shared.Users++;
        try
        {
            if (await record.UnlessKilled(shared.Pull.Done))
                await shared.Pull.Done;
        }
        catch (Exception exception) when (exception is DockerException or IOException)
        {
            throw new StageFailure($"Failed to pull image '{record.Spec!.Image}': {exception.Message}");
        }
        finally
        {
            if (--shared.Users == 0)
            {
                pulls.Remove((reference, home));
                if (!shared.Pull.Done.IsCompleted)
                    context.Machine.Spawn("cancel pull", () => Cancel(shared.Pull));
            }
        }
    }

    private static async Task Cancel(IDockerPull pull)
    {
        try
        {
            await pull.Cancel();
        }
        catch (DockerException)
        {
            // It is given up here in any case; an image that arrives nevertheless is no leak.
            return;
        }
    }

    private sealed class SharedPull(IDockerPull pull)
    {
        public IDockerPull Pull { get; } = pull;

        public int Users { get; set; }
    }
}
