using Conformance.FakeDocker;

namespace Conformance.Harness.Runs;

/// <summary>
/// How a daemon passes on what a registry refuses: measured on dockerd 20.10 for 404, 429 and 5xx, read in its source
/// (distribution/errors.go) for 401 and 403. The words of a 5xx are lost on the way.
/// </summary>
internal static class RegistryRefusal
{
    /// <summary>The daemon's answer to a pull.</summary>
    /// <param name="reference">The image, with tag.</param>
    /// <param name="status">Status of the registry.</param>
    /// <param name="message">Message of the registry.</param>
    public static RefusedPull Of(string reference, int status, string message) => status switch
    {
        401 => new RefusedPull(500, $"unauthorized: {message}"),
        403 => new RefusedPull(404, $"pull access denied for {reference}, repository does not exist or may require 'docker login': denied: {message}"),
        404 => new RefusedPull(404, $"manifest for {reference} not found: manifest unknown: {message}"),
        429 => new RefusedPull(500, $"toomanyrequests: {message}"),
        _ => new RefusedPull(500, $"received unexpected HTTP status: {Line(status)}"),
    };

    private static string Line(int status) => status switch
    {
        400 => "400 Bad Request",
        500 => "500 Internal Server Error",
        502 => "502 Bad Gateway",
        503 => "503 Service Unavailable",
        504 => "504 Gateway Timeout",
        _ => status.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
