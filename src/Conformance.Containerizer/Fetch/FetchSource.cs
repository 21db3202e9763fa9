using System.Globalization;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>Where files come from: this host's disk, and web servers on its loopback. What Mesos 0.20 refuses is refused.</summary>
/// <param name="machine">Disk and network.</param>
/// <param name="home">What relative paths are relative to; empty: they are refused.</param>
internal sealed class FetchSource(IMachine machine, string home)
{
    private const string FileScheme = "file://";
    private const string HttpScheme = "http://";
    private const int Ok = 200;

    /// <summary>Whoever started the fetcher has a limit of his own, which is shorter.</summary>
    private static readonly TimeSpan LongestDownload = TimeSpan.FromDays(1);
    private static readonly string[] HadoopSchemes = ["hdfs://", "hftp://", "s3://", "s3n://"];

    /// <summary>Name that the file gets in the sandbox, and its content. Throws <see cref="FetchException"/>.</summary>
    public async Task<(string Name, byte[] Content)> Get(string uri)
    {
        if (uri.AsSpan().IndexOfAny('\\', '\'', '\0') >= 0)
            throw Failed(uri, "it has illegal characters: backslash, quote or NUL");
        if (Array.Exists(HadoopSchemes, scheme => uri.StartsWith(scheme, StringComparison.Ordinal)))
            throw Failed(uri, "this needs hadoop, which is not there");
        var name = uri[(uri.LastIndexOf('/') + 1)..];
        if (name is "" or "." or "..")
            throw Failed(uri, "it names no file");
        return (name, uri.Contains("://", StringComparison.Ordinal) && !uri.StartsWith(FileScheme, StringComparison.Ordinal) ? await Download(uri) : await Copy(uri));
    }

    private async Task<byte[]> Download(string uri)
    {
        if (!uri.StartsWith(HttpScheme, StringComparison.Ordinal))
            throw Failed(uri, "only http on the loopback is known here");
        var rest = uri[HttpScheme.Length..];
        var slash = rest.IndexOf('/');
        var address = rest[..slash];
        try
        {
            var answer = await machine.Network.Send(new HttpCall("GET", address.Contains(':') ? address : address + ":80", rest[slash..]), LongestDownload);
            return answer.Status == Ok ? answer.Body.ToArray() : throw Failed(uri, $"the server answered {answer.Status.ToString(CultureInfo.InvariantCulture)}");
        }
        catch (NetworkException exception)
        {
            throw Failed(uri, exception.Message);
        }
    }

    private async Task<byte[]> Copy(string uri)
    {
        var path = uri;
        if (uri.StartsWith(FileScheme, StringComparison.Ordinal))
        {
            path = uri[FileScheme.Length..];
            if (!path.StartsWith('/'))
                throw Failed(uri, "file:// needs an absolute path");
        }
        else if (!uri.StartsWith('/'))
        {
            if (home.Length == 0)
                throw Failed(uri, "it is relative and the agent has no --frameworks_home");
            path = home + "/" + uri;
        }

        try
        {
            return await machine.Disk.Read(path) ?? throw Failed(uri, "there is no such file");
        }
        catch (IOException exception)
        {
            throw Failed(uri, exception.Message);
        }
    }

    private static FetchException Failed(string uri, string reason) => new($"Failed to fetch '{uri}': {reason}");
}
