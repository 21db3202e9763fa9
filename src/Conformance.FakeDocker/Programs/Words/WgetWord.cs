using System.Text;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// <c>wget [-q] [-O FILE] [-U AGENT] [--header H] [--post-data STR | --post-file FILE] http://IP:PORT/PATH</c>, with busybox' messages. An
/// answer from 400 on is a failure, and nothing is written. As with busybox a posted file ends at its first zero byte.
/// </summary>
internal static class WgetWord
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var headers = new List<KeyValuePair<string, string>> { KeyValuePair.Create("User-Agent", "Wget") };
        ReadOnlyMemory<byte>? body = null;
        string? output = null;
        string? url = null;
        for (var index = 0; index < run.Arguments.Count; index++)
        {
            var word = run.Arguments[index];
            switch (word)
            {
                case "-q":
                    break;
                case "-O" or "-U" or "--header" or "--post-data" or "--post-file" when index + 1 == run.Arguments.Count:
                    return await run.Fail($"option requires an argument: {word}");
                case "-O":
                    output = run.Arguments[++index];
                    break;
                case "-U":
                    headers[0] = KeyValuePair.Create("User-Agent", run.Arguments[++index]);
                    break;
                case "--header":
                    var header = run.Arguments[++index].Split(':', 2);
                    headers.Add(KeyValuePair.Create(header[0].Trim(), header.Length > 1 ? header[1].Trim() : ""));
                    break;
                case "--post-data":
                    body = Encoding.UTF8.GetBytes(run.Arguments[++index]);
                    break;
                case "--post-file":
                    if (await run.Open(run.Arguments[++index]) is not { } file)
                        return 1;
                    body = UpToZero(await run.ReadAll(file));
                    break;
                default:
                    if (word.StartsWith('-') || url is not null)
                        return await run.Unsupported(word);
                    url = word;
                    break;
            }
        }

        return url is null ? await run.Fail("missing URL") : await Fetch(run, url, headers, body, output);
    }

    private static async Task<int> Fetch(
        WordRun run, string url, List<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte>? body, string? output)
    {
        const string Scheme = "http://";
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
            return await run.Unsupported(url);
        var slash = url.IndexOf('/', Scheme.Length);
        var address = slash < 0 ? url[Scheme.Length..] : url[Scheme.Length..slash];
        var path = slash < 0 ? "/" : url[slash..];
        if (!address.Contains(':', StringComparison.Ordinal))
            address += ":80";
        var call = new HttpCall(body is null ? "GET" : "POST", address, path) { Headers = headers, Body = body ?? default };
        HttpAnswer answer;
        try
        {
            var network = run.Kernel.Network ?? throw new NetworkException(NetworkFailure.Refused, address);
            var sent = network.Send(call, Limit);
            if (!await run.Process.Block(sent))
                return 1;
            answer = await sent;
        }
        catch (NetworkException exception) when (exception.Failure == NetworkFailure.Refused)
        {
            return await run.Fail($"can't connect to remote host ({address[..address.IndexOf(':', StringComparison.Ordinal)]}): Connection refused");
        }
        catch (NetworkException)
        {
            return await run.Fail("error getting response");
        }

        if (answer.Status >= 400)
            return await run.Fail($"server returned error: HTTP/1.1 {answer.Status} {HttpWords.Reason(answer.Status)}");
        await Save(run, path, answer.Body, output);
        return 0;
    }

    private static ReadOnlyMemory<byte> UpToZero(byte[] content) =>
        Array.IndexOf(content, (byte)0) is >= 0 and var zero ? content.AsMemory(0, zero) : content;

    private static async Task Save(WordRun run, string path, ReadOnlyMemory<byte> body, string? output)
    {
        if (output == "-")
        {
            await run.Write(1, body);
            return;
        }

        var name = output ?? path.Split('?')[0].Split('/')[^1];
        if (name.Length == 0)
            name = "index.html";
        if (run.Resolve(name) != "/dev/null")
            await run.Kernel.Files.Write(run.Resolve(name), body, append: false);
    }
}
