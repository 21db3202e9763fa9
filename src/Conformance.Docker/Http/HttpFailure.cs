using System.Net.Sockets;

namespace Conformance.Docker;

/// <summary>What the exceptions of the HTTP client say about a call.</summary>
internal static class HttpFailure
{
    /// <summary>Whether the exception tells of the connection.</summary>
    public static bool IsOne(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or SocketException;

    /// <summary>The same in our words: nobody listens, the connection was cut, or no HTTP came.</summary>
    public static DockerException Of(Exception exception, bool isAborted)
    {
        if (isAborted)
            return DockerException.Broken("the call was aborted");
        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
                DockerException.Unreachable($"cannot connect to the Docker daemon: {Innermost(exception)}"),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                new DockerException(DockerFailure.Unreadable, $"not an HTTP answer: {Innermost(exception)}"),
            _ => DockerException.Broken(),
        };
    }

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
