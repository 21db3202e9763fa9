using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>version and info.</summary>
internal static class VersionCommand
{
    /// <summary><c>docker version [--format]</c>: the client's part is printed even when the daemon is away.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var (server, error) = await Ask(session);
        var status = error is null ? 0 : 1;
        if (arguments.Text("format") is { } format)
        {
            (var text, error) = Render(format, field => field switch
            {
                ".Client.Version" => DockerProgram.Version,
                ".Client.ApiVersion" or ".Client.APIVersion" => server?.ApiVersion ?? DockerProgram.ApiVersion,
                ".Server.Version" => server?.Version,
                ".Server.APIVersion" or ".Server.ApiVersion" => server?.ApiVersion,
                ".Server.MinAPIVersion" => server?.MinAPIVersion,
                _ => throw new FormatException($"template: version:1:2: executing \"version\" at <{field}>: can't evaluate field {field.Split('.')[^1]} in type system.versionInfo"),
            }, error);
            await session.Out(text + "\n");
            status = error is null ? 0 : 1;
        }
        else
        {
            await session.Out($"Client:\n Version:           {DockerProgram.Version}\n API version:       {server?.ApiVersion ?? DockerProgram.ApiVersion}\n");
            if (server is not null)
                await session.Out($"\nServer:\n Engine:\n  Version:          {server.Version}\n  API version:      {server.ApiVersion} (minimum version {server.MinAPIVersion})\n");
        }

        if (error is not null)
            await session.Error(error + "\n");
        return status;
    }

    /// <summary><c>docker info [--format]</c>; without a format the version only.</summary>
    public static async Task<int> Info(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        try
        {
            var reply = await session.Call(new ReadInfo());
            using var info = JsonDocument.Parse(EngineJson.Write(reply, EngineJson.Wire.InfoReply));
            var format = arguments.Text("format") ?? "Server:\n Server Version: {{.ServerVersion}}";
            await session.Out(GoTemplate.Parse(format).Render(path => GoTemplate.Look(info.RootElement, path)) + "\n");
            return 0;
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
        }
        catch (FormatException exception)
        {
            await session.Error(exception.Message + "\n");
        }

        await session.Out("\n");
        return 1;
    }

    private static async Task<(VersionReply? Server, string? Error)> Ask(CliSession session)
    {
        try
        {
            return (await session.Call(new ReadVersion()), null);
        }
        catch (DockerException exception)
        {
            return (null, session.Describe(exception));
        }
    }

    /// <summary>A field of a server that is away prints nothing but the line's end, and the error.</summary>
    private static (string Text, string? Error) Render(string format, Func<string, string?> look, string? error)
    {
        try
        {
            var isMissing = false;
            var text = GoTemplate.Parse(format).RenderTexts(field =>
            {
                var value = look(field);
                isMissing |= value is null;
                return value ?? "";
            });
            return isMissing ? ("", error) : (text, error);
        }
        catch (FormatException exception)
        {
            return ("", exception.Message);
        }
    }
}
