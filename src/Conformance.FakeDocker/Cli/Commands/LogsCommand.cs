using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary><c>docker logs</c>: each stream of the container on the same stream of the program.</summary>
internal static class LogsCommand
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        try
        {
            var container = await session.Call(new InspectContainer(arguments.Words[0]));
            if (!TryMoment(session, arguments.Text("since"), out var since))
                return await BadTime(session, "since", arguments.Text("since")!);
            if (!TryMoment(session, arguments.Text("until"), out var until))
                return await BadTime(session, "until", arguments.Text("until")!);
            // A tail that is no number means everything.
            int? tail = int.TryParse(arguments.Text("tail"), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : null;
            var stream = await session.Call(new ReadLogs(
                container.Id, Follow: arguments.Has("follow"), Since: since, Until: until, Tail: tail, Timestamps: arguments.Has("timestamps")));
            return await Copy(session, stream);
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
            return 1;
        }
    }

    private static async Task<int> Copy(CliSession session, EngineStream<LogFrame> stream)
    {
        try
        {
            while (await stream.Next() is { } frame)
                await session.Write(frame);
            return 0;
        }
        catch (DockerException exception)
        {
            await session.Error(session.DescribeStream(exception) + "\n");
            return 1;
        }
    }

    private static async Task<int> BadTime(CliSession session, string option, string text)
    {
        await session.Error($"invalid value for \"{option}\": failed to parse value as time or duration: \"{text}\"\n");
        return 1;
    }

    /// <summary>RFC 3339, UNIX seconds, or a span before now such as <c>1h30m</c>.</summary>
    private static bool TryMoment(CliSession session, string? text, out Instant? moment)
    {
        moment = null;
        if (text is null)
            return true;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            moment = new Instant((long)(seconds * 1_000_000_000m));
        else if (TrySpan(text, out var span))
            moment = session.Machine.World.Now + -span;
        else
            moment = EngineTime.Parse(text);
        return moment is not null;
    }

    private static bool TrySpan(string text, out TimeSpan span)
    {
        span = default;
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsAsciiDigit(text[index]) || text[index] == '.')
                continue;
            var unit = text[index] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
            if (unit == 0 || !double.TryParse(text.AsSpan(start, index - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            span += TimeSpan.FromSeconds(number * unit);
            start = index + 1;
        }

        return start > 0 && start == text.Length;
    }
}
