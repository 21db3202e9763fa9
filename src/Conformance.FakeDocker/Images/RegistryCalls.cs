using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// Search, push and login: what needs a registry that is there. Those of a scenario take credentials and let images be pulled; nobody
/// is behind any other name, and nothing can be pushed.
/// </summary>
internal sealed class RegistryCalls(EngineCore core)
{
    private const string Default = "registry-1.docker.io";
    private static readonly LoginReply Succeeded = new("", "Login Succeeded");

    private const int SearchedMost = 100;

    /// <summary>What a daemon says of an address at which nobody is: a name that nobody knows, or a port at which nobody listens.</summary>
    public static string NoWayTo(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
            return $"Get \"{url.TrimEnd('/')}\": http: no Host in request URL";
        var why = address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? FormattableString.Invariant($"{address.Host}:{address.Port}: connect: connection refused")
            : $"lookup {address.Host}: no such host";
        return $"Get \"{url}\": dial tcp{(why.StartsWith("lookup", StringComparison.Ordinal) ? ":" : "")} {why}";
    }

    /// <summary>500: there is no way to the registry that has a search.</summary>
    public static Task<IReadOnlyList<EmptyObject>> Search(SearchImages operation)
    {
        foreach (var key in (operation.Filters ?? EngineFilters.None).Values.Keys)
        {
            if (key is not ("is-automated" or "is-official" or "stars"))
                throw EngineErrors.InvalidFilter(key);
        }

        if (operation.Limit is <= 0 or > SearchedMost)
            throw EngineErrors.Bad(FormattableString.Invariant($"Limit {operation.Limit} is outside the range of [1, {SearchedMost}]"));
        throw EngineErrors.Internal(NoWayTo(FormattableString.Invariant($"https://index.docker.io/v1/search?q={Uri.EscapeDataString(operation.Term)}&n={operation.Limit ?? 25}")));
    }

    /// <summary>200 with an error line; 400 without the header that clients always send.</summary>
    public Task<EngineStream<PullProgress>> Push(PushImage operation)
    {
        if (operation.RegistryAuth is null)
            throw EngineErrors.Bad("Bad parameters and missing X-Registry-Auth: EOF");
        if (!DaemonReference.TryRead(PullImage.Join(operation.Reference, operation.Tag), out var reference, out var error))
            throw EngineErrors.Bad(error);
        var path = reference.Registry == ImageReference.DefaultRegistry && !reference.Path.Contains('/') ? "library/" + reference.Path : reference.Path;
        var isHere = core.Host.Images.Images.Any(image => core.Host.Images.TagsOf(image.Id).Any(
            tag => tag.StartsWith(reference.Repository + ":", StringComparison.Ordinal)));
        var why = !isHere ? $"An image does not exist locally with the tag: {reference.Repository}"
            : IsKnown(reference.Registry) ? "denied: the registries of a scenario take no pushes"
            : core.Host.Registry.Outside?.Has(reference.Registry) == true ? "denied: the fake daemon takes no part in pushes"
            : NoWay(reference.Registry);
        return Task.FromResult<EngineStream<PullProgress>>(new ReadyLines<PullProgress>(
            [PullLines.Words($"The push refers to repository [{reference.Registry}/{path}]"), PullLines.Failed(why)]));
    }

    /// <summary>200; 500 for wrong credentials and for a registry that there is not.</summary>
    public async Task<LoginReply> Login(Authenticate operation)
    {
        var server = operation.Body.ServerAddress ?? "";
        var start = server.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var host = server[start..].Split('/')[0];
        if (!IsKnown(host) && core.Host.Registry.Outside is { } outside && outside.Has(host))
        {
            await outside.Login(host, Convert.ToBase64String(EngineJson.Write(operation.Body, EngineJson.Wire.LoginBody)));
            return Succeeded;
        }

        if (!IsKnown(host))
            throw EngineErrors.Internal(NoWay(host));
        var logins = core.Host.Registry.LoginsOf(host);
        if (logins.Count > 0 && !logins.Contains($"{operation.Body.Username}:{operation.Body.Password}"))
            throw EngineErrors.Internal($"login attempt to http://{host}/v2/ failed with status: 401 Unauthorized");
        return Succeeded;
    }

    private bool IsKnown(string host) => host.Length > 0 && core.Host.Registry.Hosts.Contains(host);

    /// <summary>What a daemon says of a registry that it cannot reach; those of the host's own addresses are asked without encryption.</summary>
    public static string NoWay(string registry)
    {
        var host = registry is "" or ImageReference.DefaultRegistry or "index.docker.io" ? Default : registry;
        return NoWayTo($"{(host.StartsWith("127.", StringComparison.Ordinal) ? "http" : "https")}://{host}/v2/");
    }
}
