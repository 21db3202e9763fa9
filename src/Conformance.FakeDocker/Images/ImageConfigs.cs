using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The configuration that an image gets of a container.</summary>
internal static class ImageConfigs
{
    /// <summary>All that the container has of it.</summary>
    public static ImageConfig Of(ContainerSpec container) => new()
    {
        Entrypoint = container.Entrypoint,
        Cmd = container.Cmd,
        Env = container.Env,
        Labels = container.Labels,
        Volumes = container.Volumes,
        ExposedPorts = container.ExposedPorts,
        WorkingDir = container.WorkingDir,
        User = container.User,
        StopSignal = container.StopSignal,
        Others = new Dictionary<string, JsonElement>(container.Others ?? [], StringComparer.Ordinal)
        {
            ["Hostname"] = MemberTemplate.Text(container.Hostname),
            ["Image"] = MemberTemplate.Text(container.Image),
        },
    };
}
