using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Free parameters of a task (from Mesos 0.21.0). Those that would make the container another one than the containerizer
/// believes (its name, labels, removal, restarts) are refused.
/// </summary>
internal static class DockerParameters
{
    private static readonly string[] Reserved =
    [
        "name", "cidfile", "rm", "d", "detach", "restart", "entrypoint", "a", "attach", "i", "interactive", "t", "tty",
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(ContainerInfo.Types.DockerInfo docker, Profile profile)
    {
        if (!profile.HasLaterOptions || docker.Parameters.Count == 0)
            return [];
        var parameters = new List<KeyValuePair<string, string>>(docker.Parameters.Count);
        foreach (var parameter in docker.Parameters)
        {
            var isOwnLabel = parameter.Key is "label" or "l" && parameter.Value.StartsWith("org.apache.mesos.", StringComparison.Ordinal);
            if (isOwnLabel || parameter.Key == "label-file" || Array.IndexOf(Reserved, parameter.Key) >= 0)
                throw new StageFailure($"Parameter '{parameter.Key}' is reserved for the containerizer");
            parameters.Add(new(parameter.Key, parameter.Value));
        }

        return parameters;
    }
}
