namespace Conformance.Docker;

/// <summary>
/// Where one operation lives in the Engine API. Every operation's file holds its own; <see cref="EngineRoutes"/> lists them.
/// </summary>
/// <param name="Name">The operation's dotted name.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without version; one <c>*</c> stands for the container, image, network or volume addressed.</param>
/// <param name="IsMutating">Whether it may change something at the daemon.</param>
internal sealed record EngineRoute(string Name, string Method, string Path, bool IsMutating = false)
{
    private readonly int _star = Path.IndexOf('*');

    /// <summary>Makes the operation of a request that <see cref="Matches"/>.</summary>
    public required Func<IncomingRequest, EngineOperation> Read { get; init; }

    /// <summary>Whether a GET may be a HEAD. Default: false, as for all calls but one.</summary>
    public bool TakesHead { get; init; }

    /// <summary>Query key that names the container (of create).</summary>
    public string? ContainerKey { get; init; }

    /// <summary>Query key without which a request is something else; null for none.</summary>
    public string? RequiredKey { get; init; }

    /// <summary>Query key that names the image (of pull).</summary>
    public string? ImageKey { get; init; }

    /// <summary>Query key of the image's tag or digest.</summary>
    public string? TagKey { get; init; }

    /// <summary>The request path for what is addressed. Slashes of an image name stay, as Docker's clients send them.</summary>
    public string For(string target) =>
        string.Concat(Path.AsSpan(0, _star), Uri.EscapeDataString(target).Replace("%2F", "/").Replace("%3A", ":").Replace("%40", "@"), Path.AsSpan(_star + 1));

    /// <summary>Whether a request is of this operation; <paramref name="target"/> is what stands for the star, unescaped.</summary>
    public bool Matches(string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, out string? target)
    {
        target = null;
        if (method != Method && !(TakesHead && method == "HEAD"))
            return false;
        if (RequiredKey is { } key && EngineQuery.Value(query, key) is null)
            return false;
        if (_star < 0)
            return path.SequenceEqual(Path);
        var head = Path.AsSpan(0, _star);
        var tail = Path.AsSpan(_star + 1);
        if (path.Length <= head.Length + tail.Length || !path.StartsWith(head) || !path.EndsWith(tail))
            return false;
        var middle = path[head.Length..^tail.Length];
        if (middle[0] == '/' || middle[^1] == '/' || (middle.Contains('/') && !head.StartsWith("/images/") && !head.StartsWith("/distribution/")))
            return false;
        target = Uri.UnescapeDataString(middle);
        return true;
    }
}
