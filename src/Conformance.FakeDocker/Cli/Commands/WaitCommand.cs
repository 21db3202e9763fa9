using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary><c>docker wait</c>: one after the other, each exit code as it comes.</summary>
internal static class WaitCommand
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var errors = new List<string>();
        foreach (var name in arguments.Words)
        {
            try
            {
                var stream = await session.Call(new WaitContainer(name));
                errors.AddRange(await Print(session, stream));
            }
            catch (DockerException exception)
            {
                errors.Add(session.Describe(exception));
            }
        }

        if (errors.Count > 0)
            await session.Error(string.Join('\n', errors) + "\n");
        return errors.Count > 0 ? 1 : 0;
    }

    private static async Task<string[]> Print(CliSession session, EngineStream<WaitReply> stream)
    {
        try
        {
            if (await stream.Next() is not { } reply)
                return ["unexpected EOF"];
            await session.Out(reply.StatusCode.ToString(CultureInfo.InvariantCulture) + "\n");
            return [];
        }
        catch (DockerException exception)
        {
            return [session.DescribeStream(exception)];
        }
    }
}
