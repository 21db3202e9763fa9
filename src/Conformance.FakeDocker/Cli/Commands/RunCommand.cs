using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// run and create. <c>run -d</c>: create (on 404 pull and create again), the id on standard output, wait for the next exit (its
/// head only), start. In the foreground it attaches before the wait.
/// </summary>
internal static class RunCommand
{
    private const int Refused = 125;

    /// <summary><c>docker run</c>.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        var isDetached = arguments.Has("detach");
        if (!isDetached && arguments.Has("tty") && arguments.Has("interactive"))
        {
            await session.Error("the input device is not a TTY\n");
            return 1;
        }

        await session.Negotiate();
        var (id, failure) = await Make(session, arguments, isAttached: !isDetached);
        if (id is null)
            return await Fail(session, failure);
        if (isDetached)
            await session.Out(id + "\n");
        var isRemoved = arguments.Has("rm");
        var output = isDetached ? null : await session.Call(new AttachContainer(id));
        var wait = await BeginWait(session, id, isRemoved);
        try
        {
            await session.Call(new StartContainer(id));
        }
        catch (DockerException exception)
        {
            if (isRemoved && wait is not null)
                await TellWait(session, wait);
            var words = session.Describe(exception);
            await Fail(session, words);
            return CodeOf(words);
        }

        if (isDetached)
        {
            wait?.Close();
            return 0;
        }

        return await Follow(session, output!.Output, wait);
    }

    /// <summary><c>docker create</c>.</summary>
    public static async Task<int> Create(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var (id, failure) = await Make(session, arguments, isAttached: true);
        if (id is not null)
        {
            await session.Out(id + "\n");
            return 0;
        }

        await session.Error(failure + "\n");
        return 1;
    }

    private static async Task<(string? Id, string Failure)> Make(CliSession session, CliArguments arguments, bool isAttached)
    {
        ContainerSpec body;
        try
        {
            body = CreateBody.Of(session, arguments, isAttached);
        }
        catch (FormatException exception)
        {
            throw CliUsageException.Values(arguments.Command, exception.Message);
        }

        try
        {
            CliReference.Check(arguments.Words[0]);
        }
        catch (FormatException exception)
        {
            return (null, exception.Message);
        }

        var create = new CreateContainer(arguments.Text("name") is { Length: > 0 } name ? name : null, body);
        try
        {
            if (arguments.Text("pull") == "always")
                await PullCommand.Pull(session, body.Image, isQuiet: arguments.Has("quiet"), toError: true);
            CreateReply reply;
            try
            {
                reply = await session.Call(create);
            }
            catch (DockerException exception) when (exception.IsNotFound && arguments.Text("pull") is null or "missing")
            {
                await session.Error($"Unable to find image '{CliReference.WithTag(body.Image)}' locally\n");
                await PullCommand.Pull(session, body.Image, isQuiet: arguments.Has("quiet"), toError: true);
                reply = await session.Call(create);
            }

            foreach (var warning in reply.Warnings)
                await session.Error($"WARNING: {warning}\n");
            return (reply.Id, "");
        }
        catch (CliStreamException exception)
        {
            return (null, exception.Message);
        }
        catch (DockerException exception)
        {
            return (null, session.Describe(exception));
        }
    }

    private static async Task<EngineStream<WaitReply>?> BeginWait(CliSession session, string id, bool isRemoved)
    {
        try
        {
            return await session.Call(new WaitContainer(id, isRemoved ? WaitCondition.Removed : WaitCondition.NextExit));
        }
        catch (DockerException)
        {
            // The program notes it and goes on to start.
            return null;
        }
    }

    private static async Task<int> Fail(CliSession session, string words)
    {
        await session.Error($"docker: {words}\n\nRun 'docker run --help' for more information\n");
        return Refused;
    }

    /// <summary>The program makes its exit code of the daemon's words.</summary>
    private static int CodeOf(string words)
    {
        if (words.Contains("executable file not found", StringComparison.Ordinal) || words.Contains("no such file or directory", StringComparison.Ordinal))
            return 127;
        return words.Contains("permission denied", StringComparison.Ordinal) ? 126 : Refused;
    }

    /// <summary>In the foreground: the output to its end, then the exit code.</summary>
    private static async Task<int> Follow(CliSession session, EngineStream<LogFrame> output, EngineStream<WaitReply>? wait)
    {
        try
        {
            while (await output.Next() is { } frame)
                await session.Write(frame);
        }
        catch (DockerException)
        {
            // The wait says what happened.
        }

        return wait is null ? Refused : await End(session, wait);
    }

    /// <summary>A container that never ran ends its wait by its removal, and the program notes why.</summary>
    private static async Task TellWait(CliSession session, EngineStream<WaitReply> wait)
    {
        try
        {
            if (await wait.Next() is { Error: { } error })
                await session.Note($"Error waiting for container: {error.Message}");
        }
        catch (DockerException exception)
        {
            await session.Error($"error waiting for container: {session.DescribeStream(exception)}\n");
        }
    }

    private static async Task<int> End(CliSession session, EngineStream<WaitReply> wait)
    {
        try
        {
            if (await wait.Next() is { } reply)
                return (int)reply.StatusCode;
            await session.Error("error waiting for container: unexpected EOF\n");
        }
        catch (DockerException exception)
        {
            await session.Error($"error waiting for container: {session.DescribeStream(exception)}\n");
        }

        return Refused;
    }
}
