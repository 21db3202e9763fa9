using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>What a daemon says of itself in every answer, and which versions of the API it takes (20.10.24, measured).</summary>
public sealed record DaemonIdentity
{
    private const int BadRequest = 400;

    /// <summary>Newest version of the API. Default: 1.41.</summary>
    public ApiVersion Newest { get; init; } = new(1, 41);

    /// <summary>Oldest version of the API. Default: 1.12.</summary>
    public ApiVersion Oldest { get; init; } = new(1, 12);

    private const string Experimental = "Docker-Experimental";

    /// <summary>Headers of every answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers =>
    [
        new(ApiVersion.Header, Newest.ToString()),
        new(Experimental, "false"),
        new("Ostype", "linux"),
        new("Server", "Docker/20.10.24 (linux)"),
    ];

    /// <summary>Those of an answer about the version that was asked for: the others are set after it is known.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersBeforeVersion => [.. Headers.Where(header => header.Key != Experimental)];

    /// <summary>Throws the daemon's answer to a request for a version that it does not speak.</summary>
    public void Demand(ApiVersion asked)
    {
        if (asked.CompareTo(Newest) > 0)
        {
            throw DockerException.Answered(
                BadRequest, $"client version {asked} is too new. Maximum supported API version is {Newest}");
        }

        if (asked.CompareTo(Oldest) < 0)
        {
            throw DockerException.Answered(
                BadRequest,
                $"client version {asked} is too old. Minimum supported API version is {Oldest}, please upgrade your client to a newer version");
        }
    }
}
