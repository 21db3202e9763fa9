namespace Conformance.Docker;

/// <summary>What a raw request is about.</summary>
/// <param name="Operation">Name of the operation, such as <c>container.create</c>.</param>
/// <param name="Container">As the client wrote it; for create the name asked for. Null if none.</param>
/// <param name="Image">Reference as the client wrote it, a pull's tag included. Null if none, and for create, which has it in its body.</param>
/// <param name="IsMutating">Whether it may change something at the daemon.</param>
public sealed record EngineTarget(string Operation, string? Container, string? Image, bool IsMutating);

/// <summary>From raw requests back to operations: for a proxy that must decide on the head of a request alone.</summary>
public static class EngineRoutes
{
    // The order matters only where two paths overlap: a fixed word comes before a star.
    private static readonly EngineRoute[] All =
    [
        Ping.Route, ReadVersion.Route, ReadEvents.Route,
        CreateContainer.Route, ListContainers.Route, InspectContainer.Route, StartContainer.Route, StopContainer.Route,
        RestartContainer.Route, KillContainer.Route, PauseContainer.Route, UnpauseContainer.Route, RenameContainer.Route,
        UpdateContainer.Route, WaitContainer.Route, ReadLogs.Route, RemoveContainer.Route,
        PullImage.Route, ListImages.Route, InspectImage.Route, TagImage.Route, RemoveImage.Route,
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
        var text = WithoutVersion(WithoutOrigin(pathAndQuery));
        var mark = text.IndexOf('?');
        var path = mark < 0 ? text : text[..mark];
        var query = mark < 0 ? default : text[(mark + 1)..];
        foreach (var route in All)
        {
            if (!route.Matches(method, path, out var target))
                continue;
            if (route.ImageKey is { } key)
                return Pull(route, EngineQuery.Value(query, key), EngineQuery.Value(query, route.TagKey!));
            var isImage = path.StartsWith("/images/");
            var container = route.ContainerKey is null ? target : EngineQuery.Value(query, route.ContainerKey);
            return new EngineTarget(route.Name, isImage ? null : container, isImage ? target : null, route.IsMutating);
        }

        return null;
    }

    private static EngineTarget? Pull(EngineRoute route, string? image, string? tag) =>
        image is null ? null : new EngineTarget(route.Name, null, PullImage.Join(image, tag), route.IsMutating);

    private static ReadOnlySpan<char> WithoutOrigin(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith("http://"))
            return target;
        var rest = target["http://".Length..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? "/" : rest[slash..];
    }

    private static ReadOnlySpan<char> WithoutVersion(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith("/v") || target.Length < 3 || !char.IsAsciiDigit(target[2]))
            return target;
        var end = target[1..].IndexOf('/');
        return end >= 0 && target[2..(end + 1)].IndexOfAnyExcept("0123456789.") < 0 ? target[(end + 1)..] : target;
    }
}
