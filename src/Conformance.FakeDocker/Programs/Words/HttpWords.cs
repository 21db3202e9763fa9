namespace Conformance.FakeDocker;

/// <summary>What stands behind the number of a status.</summary>
internal static class HttpWords
{
    /// <summary>Such as <c>Not Found</c>.</summary>
    public static string Reason(int status) => status switch
    {
        200 => "OK",
        202 => "Accepted",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    };
}
