namespace Conformance.Docker;

/// <summary>What a raw request is about.</summary>
/// <param name="Operation">Name of the operation, such as <c>container.create</c>.</param>
/// <param name="Container">As the client wrote it; for create the name asked for. Null if none.</param>
/// <param name="Image">Reference as the client wrote it, a pull's tag included. Null if none, and for create, which has it in its body.</param>
/// <param name="IsMutating">Whether it may change something at the daemon.</param>
public sealed record EngineTarget(string Operation, string? Container, string? Image, bool IsMutating);

/// <summary>From raw requests back to operations: for a daemon, and for a proxy that must decide on the head of a request alone.</summary>
public static class EngineRoutes
{
    // The order matters only where two paths overlap: a fixed word comes before a star.
    private static readonly EngineRoute[] All =
    [
        Ping.Route, ReadVersion.Route, ReadInfo.Route, ReadDiskUsage.Route, Authenticate.Route, ReadEvents.Route,
        CreateContainer.Route, ListContainers.Route, InspectContainer.Route, StartContainer.Route, StopContainer.Route,
        RestartContainer.Route, KillContainer.Route, PauseContainer.Route, UnpauseContainer.Route, RenameContainer.Route,
        UpdateContainer.Route, WaitContainer.Route, ReadLogs.Route, PruneContainers.Route, RemoveContainer.Route,
        AttachContainer.Route, ResizeContainer.Route, CreateExec.Route, StartExec.Route, InspectExec.Route, ResizeExec.Route,
        ListProcesses.Route, ReadStats.Route, ReadChanges.Route, LookIntoContainer.Route, CopyFromContainer.Route, CopyIntoContainer.Route,
        ExportContainer.Route, CommitContainer.Route,
        ImportImage.Route, PullImage.Route, ListImages.Route, InspectImage.Route, TagImage.Route, ReadHistory.Route,
        SearchImages.Route, SaveImages.Route, SaveImage.Route, LoadImages.Route, PushImage.Route, PruneImages.Route, PruneBuilds.Route,
        RemoveImage.Route,
        CreateNetwork.Route, ListNetworks.Route, ConnectNetwork.Route, DisconnectNetwork.Route, PruneNetworks.Route, InspectNetwork.Route,
        RemoveNetwork.Route,
        CreateVolume.Route, ListVolumes.Route, PruneVolumes.Route, InspectVolume.Route, RemoveVolume.Route,
        BuildImage.Route, ListPlugins.Route, InspectPlugin.Route,
    ];

    /// <summary>Names of all operations, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(route => route.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The operation of a request, or null for one that is none of ours. The path may have a version (<c>/v1.41/...</c>) and be
    /// in absolute form; its query is read as Go reads it.
    /// </summary>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="pathAndQuery">Target of the request line.</param>
    public static EngineTarget? Identify(string method, string pathAndQuery)
    {
        Split(pathAndQuery, out _, out var path, out var query);
        foreach (var route in All)
        {
            if (!route.Matches(method, path, query, out var target))
                continue;
            if (route.ContainerKey is { } containerKey)
                return new EngineTarget(route.Name, EngineQuery.Value(query, containerKey), null, route.IsMutating);
            if (route.ImageKey is { } imageKey)
                return new EngineTarget(route.Name, null, ImageOf(query, imageKey, route.TagKey!), route.IsMutating);
            var isImage = path.StartsWith("/images/");
            var isContainer = path.StartsWith("/containers/");
            return new EngineTarget(route.Name, isContainer ? target : null, isImage ? target : null, route.IsMutating);
        }

        return null;
    }

    /// <summary>
    /// The operation of a request, for a daemon that answers it; null for what is not of the Engine API. Throws
    /// <see cref="DockerException"/> with the answer for one that cannot be read, and for one of <see cref="UnservedRoutes"/>.
    /// </summary>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="pathAndQuery">Target of the request line, with or without version.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="header">First value of a header by name; null if missing.</param>
    /// <param name="input">What the client sends after its request, for operations that leave HTTP; null for nothing.</param>
    public static EngineOperation? Read(
        string method, string pathAndQuery, ReadOnlyMemory<byte> body, Func<string, string?> header, EngineInput? input = null)
    {
        Split(pathAndQuery, out var version, out var path, out var query);
        foreach (var route in All)
        {
            if (route.Matches(method, path, query, out var target))
                return route.Read(new IncomingRequest(target ?? "", query.ToString(), body, header, input) { Version = ApiVersion.Parse(version.ToString()) });
        }

        UnservedRoutes.Refuse(method, path);
        return null;
    }

    /// <summary>The version in a request's path; null if it has none.</summary>
    public static ApiVersion? VersionOf(string pathAndQuery)
    {
        Split(pathAndQuery, out var version, out _, out _);
        return ApiVersion.Parse(version.ToString());
    }

    private static string? ImageOf(ReadOnlySpan<char> query, string imageKey, string tagKey) =>
        EngineQuery.Value(query, imageKey) is { Length: > 0 } image ? PullImage.Join(image, EngineQuery.Value(query, tagKey)) : null;

    private static ReadOnlySpan<char> WithoutOrigin(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith("http://"))
            return target;
        var rest = target["http://".Length..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? "/" : rest[slash..];
    }

    private static void Split(
        ReadOnlySpan<char> pathAndQuery, out ReadOnlySpan<char> version, out ReadOnlySpan<char> path, out ReadOnlySpan<char> query)
    {
        var text = WithoutOrigin(pathAndQuery);
        version = VersionPart(text);
        if (!version.IsEmpty)
            text = text[("/v".Length + version.Length)..];
        var mark = text.IndexOf('?');
        path = mark < 0 ? text : text[..mark];
        query = mark < 0 ? default : text[(mark + 1)..];
    }

    private static ReadOnlySpan<char> VersionPart(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith("/v") || target.Length < 3 || !char.IsAsciiDigit(target[2]))
            return default;
        var end = target[1..].IndexOf('/');
        return end >= 0 && target[2..(end + 1)].IndexOfAnyExcept("0123456789.") < 0 ? target[2..(end + 1)] : default;
    }
}
