namespace Conformance.Docker;

/// <summary>
/// Operations of the Engine API that this daemon does not do. Those of a swarm it refuses as a daemon that is in none; the others
/// it refuses by their name, with 501, so that nobody takes a missing operation for a misspelt path.
/// </summary>
internal static class UnservedRoutes
{
    private const int NotFound = 404;
    private const int NotServed = 501;
    private const int Unavailable = 503;
    private const string NotAManager =
        "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.";

    private static readonly Unserved[] All =
    [
        .. Swarm("GET /swarm", "GET /swarm/unlockkey", "POST /swarm/update"),
        .. Swarm("GET /nodes", "GET /nodes/*", "DELETE /nodes/*", "POST /nodes/*/update"),
        .. Swarm("GET /services", "POST /services/create", "GET /services/*/logs", "GET /services/*", "DELETE /services/*", "POST /services/*/update"),
        .. Swarm("GET /tasks", "GET /tasks/*/logs", "GET /tasks/*"),
        .. Swarm("GET /secrets", "POST /secrets/create", "GET /secrets/*", "DELETE /secrets/*", "POST /secrets/*/update"),
        .. Swarm("GET /configs", "POST /configs/create", "GET /configs/*", "DELETE /configs/*", "POST /configs/*/update"),
        new("POST", "/swarm/leave", Unavailable, "This node is not part of a swarm"),
        new("POST", "/swarm/unlock", Unavailable, "This node is not part of a swarm"),
        Named("POST /swarm/init", "SwarmInit"),
        Named("POST /swarm/join", "SwarmJoin"),
        Named("POST /session", "Session"),
        Named("POST /grpc", "BuildKit"),
        Named("GET /distribution/*/json", "DistributionInspect"),
        Named("GET /containers/*/attach/ws", "ContainerAttachWebsocket"),
        Named("GET /plugins/privileges", "GetPluginPrivileges"),
        Named("POST /plugins/pull", "PluginPull"),
        Named("POST /plugins/create", "PluginCreate"),
        .. Plugins("DELETE /plugins/*", "POST /plugins/*/enable", "POST /plugins/*/disable", "POST /plugins/*/upgrade", "POST /plugins/*/push", "POST /plugins/*/set"),
    ];

    /// <summary>Throws the answer to a request of one of them; nothing happens for any other.</summary>
    public static void Refuse(string method, ReadOnlySpan<char> path)
    {
        foreach (var route in All)
        {
            if (route.Matches(method, path, out var target))
                throw DockerException.Answered(route.Status, route.Message.Replace("*", target, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<Unserved> Swarm(params string[] lines) => lines.Select(line => Of(line, Unavailable, NotAManager));

    private static IEnumerable<Unserved> Plugins(params string[] lines) => lines.Select(line => Of(line, NotFound, "plugin \"*\" not found"));

    private static Unserved Named(string line, string name) => Of(line, NotServed, $"the fake daemon does not do {name} ({line})");

    private static Unserved Of(string line, int status, string message)
    {
        var blank = line.IndexOf(' ');
        return new Unserved(line[..blank], line[(blank + 1)..], status, message);
    }

    /// <param name="Method">HTTP method.</param>
    /// <param name="Path">One star stands for a name.</param>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Message">A star stands for the name.</param>
    private sealed record Unserved(string Method, string Path, int Status, string Message)
    {
        private readonly EngineRoute _route = new("", Method, Path) { Read = _ => throw new InvalidOperationException(Path) };

        public bool Matches(string method, ReadOnlySpan<char> path, out string? target) => _route.Matches(method, path, default, out target);
    }
}
