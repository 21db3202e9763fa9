using System.Text;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary><c>docker pull</c>. Without a terminal progress inside a layer is not printed.</summary>
internal static class PullCommand
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        var text = arguments.Words[0];
        try
        {
            CliReference.Check(text);
            var reference = ImageReference.Parse(text);
            var allTags = arguments.Has("all-tags");
            if (reference.Version is null && !allTags && !arguments.Has("quiet"))
                await session.Out("Using default tag: latest\n");
            await session.Negotiate();
            await Pull(session, text, arguments.Has("quiet"), toError: false, allTags);
            await session.Out(CliReference.Canonical(text) + "\n");
            return 0;
        }
        catch (Exception exception) when (exception is FormatException or CliStreamException)
        {
            await session.Error(exception.Message + "\n");
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
        }

        return 1;
    }

    /// <summary>
    /// Pulls to the end. Throws <see cref="DockerException"/> when it is refused, <see cref="CliStreamException"/> when it fails
    /// under way.
    /// </summary>
    public static async Task Pull(CliSession session, string text, bool isQuiet, bool toError, bool allTags = false)
    {
        var reference = ImageReference.Parse(text);
        var version = allTags ? null : reference.WithDefaultTag().Version;
        var stream = await session.Call(new PullImage(reference.Repository, version, await Credentials(session, reference.Registry)));
        try
        {
            while (await stream.Next() is { } line)
            {
                if (line.Error is { } error)
                    throw new CliStreamException(line.ErrorDetail?.Message ?? error);
                if (!isQuiet && Words(line) is { } words)
                    await (toError ? session.Error(words) : session.Out(words));
            }
        }
        catch (DockerException exception)
        {
            throw new CliStreamException(session.DescribeStream(exception));
        }
    }

    private static async Task<string?> Credentials(CliSession session, string registry) =>
        session.Environment.TryGetValue("HOME", out var home) && home.Length > 0
            ? await new RegistryCredentials(session.Machine.Disk, home, knowsOldFile: false).Find(registry)
            : null;

    private static string? Words(PullProgress line)
    {
        if (line.ProgressDetail is { Current: > 0 } or { Total: > 0 })
            return null;
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(line.Id))
            text.Append(line.Id).Append(": ");
        return text.Append(line.Status).Append('\n').ToString();
    }
}
