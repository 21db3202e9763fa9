using Conformance.Docker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Gateway;

/// <summary>
/// Reads the body of a request, which is kept in memory: it has a limit where a real daemon has none. Memory is taken as bytes come, not as
/// they are announced.
/// </summary>
internal static class FaceBody
{
    private const int InternalError = 500;
    private const long LongestJson = 16L << 20;
    private const long LongestOther = 512L << 20;

    /// <summary>All of it; nothing for a request without one.</summary>
    /// <exception cref="DockerException">It is too long, or its chunks are none: the answer.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext context, CancellationToken stopping)
    {
        var request = context.Request;
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return default;
        var isJson = request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is true;
        var limit = isJson ? LongestJson : LongestOther;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit;
        var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, stopping);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException exception)
        {
            // Whoever ends it early is not there any more to be told.
            throw exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? DockerException.Answered(exception.StatusCode, $"the fake daemon takes a body of at most {limit >> 20} MiB {(isJson ? "as JSON" : "as an archive")}; this one is longer")
                : DockerException.Answered(InternalError, "invalid byte in chunk length");
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
