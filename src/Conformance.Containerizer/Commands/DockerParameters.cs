using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Free parameters of a task (from Mesos 0.21.0). Those that would make the container another one than the containerizer
/// believes are refused (MESOS-8497): its name and labels, its network and limits, what becomes of it at its end, where its output goes.
/// </summary>
internal static class DockerParameters
{
    private const string OwnLabels = "org.apache.mesos.";
    private const string OwnVariables = "MESOS_";

    private static readonly string[] Reserved =
    [
        "name", "cidfile", "label-file", "env-file", "rm", "restart", "entrypoint", "d", "detach", "a", "attach", "i", "interactive", "t", "tty",
        "net", "network", "p", "publish", "c", "cpu-shares", "m", "memory", "log-driver", "help",
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(ContainerInfo.Types.DockerInfo docker, Profile profile)
    {
        if (!profile.HasLaterOptions || docker.Parameters.Count == 0)
            return [];
        var parameters = new List<KeyValuePair<string, string>>(docker.Parameters.Count);
        foreach (var parameter in docker.Parameters)
        {
            if (IsReserved(parameter.Key, parameter.Value))
                throw new StageFailure($"Parameter '{parameter.Key}' is reserved for the containerizer");
            parameters.Add(new(parameter.Key, parameter.Value));
        }

        return parameters;
    }

    /// <summary>An equals sign in the key would end the option's name there.</summary>
    private static bool IsReserved(string key, string value) => key.Contains('=')
        || Array.IndexOf(Reserved, key) >= 0
        || (key is "label" or "l" && value.StartsWith(OwnLabels, StringComparison.Ordinal))
        || (key is "env" or "e" && value.StartsWith(OwnVariables, StringComparison.Ordinal));
}
