using System.Net.Http.Headers;
using System.Text;

namespace Conformance.Gateway;

/// <summary>Puts images into a daemon without a registry.</summary>
public static class ImageLoader
{
    /// <summary>
    /// Loads an image under a reference with tag (<c>POST /images/load</c>). Throws <see cref="EnvironmentException"/> with
    /// the daemon's words when it does not take it.
    /// </summary>
    public static async Task Load(DockerAddress daemon, BuiltImage image, string reference)
    {
        using var client = EngineTransport.CreateInvoker(daemon);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://docker/images/load?quiet=1") { Content = new ByteArrayContent(image.ToArchive(reference)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        using var answer = await client.SendAsync(request, CancellationToken.None);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes);
        // An error after the head stands in a line of a good answer.
        if (!answer.IsSuccessStatusCode || text.Contains("\"error\"", StringComparison.Ordinal))
            throw new EnvironmentException($"the daemon did not take image {reference}: {ErrorAnswer.Message(bytes)}");
    }
}
