using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// <c>nc</c> for HTTP. <c>nc IP PORT</c> sends what is on standard input, a request, and writes its answer.
/// <c>nc -l|-ll -p PORT [-e PROGRAM ARGUMENTS]</c> listens: what connects is a request, which the program gets on its standard input and
/// whose answer is what it writes; without a program it goes to standard output. With <c>-l</c> for one request, with <c>-ll</c> for ever.
/// </summary>
internal static class NetcatWord
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        if (run.Arguments is [[not '-', ..] address, var target] && ushort.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return await Send(run, $"{address}:{target}");
        var isForEver = false;
        var isListening = false;
        var port = 0;
        IReadOnlyList<string> program = [];
        for (var index = 0; index < run.Arguments.Count; index++)
        {
            switch (run.Arguments[index])
            {
                case "-l":
                    isListening = true;
                    break;
                case "-ll":
                    isListening = isForEver = true;
                    break;
                case "-p" when index + 1 < run.Arguments.Count && int.TryParse(run.Arguments[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out port):
                    index++;
                    break;
                case "-e":
                    program = [.. run.Arguments.Skip(index + 1)];
                    index = run.Arguments.Count;
                    break;
                default:
                    return await run.Unsupported(run.Arguments[index]);
            }
        }

        if (!isListening || port == 0 || run.Kernel.Network is not { } network)
            return await run.Unsupported("a use without -l, -p and the host's network");
        return await Listen(run, network, port, isForEver, program);
    }

    private static async Task<int> Send(WordRun run, string address)
    {
        var input = run.Process[0] is { } file ? await run.ReadAll(file) : [];
        if (Request(input, address) is not { } call)
            return await run.Unsupported("something else than a whole HTTP request");
        try
        {
            var network = run.Kernel.Network ?? throw new NetworkException(NetworkFailure.Refused, address);
            var sent = network.Send(call, Limit);
            if (!await run.Process.Block(sent))
                return 1;
            var answer = await sent;
            await run.Write(1, Encoding.ASCII.GetBytes(FormattableString.Invariant(
                $"HTTP/1.1 {answer.Status} {HttpWords.Reason(answer.Status)}\r\nContent-Length: {answer.Body.Length}\r\n\r\n")));
            await run.Write(1, answer.Body);
            return 0;
        }
        catch (NetworkException exception) when (exception.Failure == NetworkFailure.Refused)
        {
            return await run.Fail($"can't connect to remote host ({address[..address.IndexOf(':', StringComparison.Ordinal)]}): Connection refused");
        }
        catch (NetworkException)
        {
            return 0;
        }
    }

    private static HttpCall? Request(byte[] input, string address)
    {
        var end = input.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = end < 0 ? [] : Encoding.Latin1.GetString(input, 0, end).Split("\r\n");
        if (lines.Length == 0 || lines[0].Split(' ') is not [var method, ['/', ..] path, ['H', 'T', 'T', 'P', ..]])
            return null;
        var headers = from line in lines.Skip(1)
                      let colon = line.IndexOf(':', StringComparison.Ordinal)
                      where colon > 0
                      select KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim());
        return new HttpCall(method, address, path) { Headers = [.. headers], Body = input.AsMemory(end + 4) };
    }

    private static async Task<int> Listen(WordRun run, INetwork network, int port, bool isForEver, IReadOnlyList<string> program)
    {
        var first = run.Kernel.World.Completion<bool>();
        IListener listener;
        try
        {
            listener = await network.Listen(FormattableString.Invariant($"127.0.0.1:{port}"), Serve);
        }
        catch (NetworkException)
        {
            return await run.Fail("bind: Address already in use");
        }

        await run.Process.Block(isForEver ? run.Kernel.World.Completion<bool>().Task : first.Task);
        listener.Dispose();
        return 0;

        async Task<HttpAnswer> Serve(HttpCall call)
        {
            var request = Text(call);
            byte[] answer = [];
            if (program.Count > 0)
                answer = await RunProgram(run, program, request);
            else
                await run.Write(1, request);
            first.TrySet(true);
            return Parse(answer) ?? throw new NetworkException(NetworkFailure.Cut, call.Address);
        }
    }

    private static async Task<byte[]> RunProgram(WordRun run, IReadOnlyList<string> program, byte[] request)
    {
        var child = run.Kernel.NewProcess(run.Process, string.Join(' ', program));
        var output = new CollectingFile(run.Kernel);
        child[0]?.Release();
        child[0] = new ReadOnlyFile(request);
        child[1]?.Release();
        child[1] = output;
        var start = run.Start with { Arguments = program };
        var code = await ProgramRunner.Find(run.Kernel, start, start.Environment.GetValueOrDefault("PATH", "")) is { Path: { } path }
            ? await ProgramRunner.Run(run.Kernel, child, path, start)
            : 127;
        child.End(code);
        return output.Content;
    }

    private static byte[] Text(HttpCall call)
    {
        var head = new StringBuilder($"{call.Method} {call.Path} HTTP/1.1\r\nHost: {call.Address}\r\n");
        foreach (var (name, value) in call.Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (!call.Body.IsEmpty)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {call.Body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. call.Body.Span];
    }

    /// <summary>Null when it is no answer: the peer sees a connection that ends.</summary>
    private static HttpAnswer? Parse(byte[] answer)
    {
        var text = Encoding.Latin1.GetString(answer);
        var words = text.Split(' ', 3);
        if (words.Length < 2 || !words[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new HttpAnswer(status, end < 0 ? default : answer.AsMemory(end + 4));
    }
}
