using System.Text;
using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// <c>docker inspect</c>: containers, images, networks, volumes and plugins, in this order, unless the type is given. What is found is printed
/// before what is not.
/// </summary>
internal static class InspectCommand
{
    private static readonly string[] Types = ["config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"];

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        var type = arguments.Text("type");
        if (type is not (null or "container" or "image" or "network" or "volume"))
        {
            await session.Error(Array.IndexOf(Types, type) < 0
                ? $"unknown type: \"{type}\": must be one of {string.Join(", ", Types.Select(word => $"\"{word}\""))}\n"
                : $"conformance: the simulated docker program does not inspect a {type}\n");
            return 1;
        }

        await session.Negotiate();
        var found = new List<ReadOnlyMemory<byte>>();
        var errors = new List<string>();
        var format = arguments.Text("format");
        var isFormatted = format is not (null or "json");
        foreach (var name in arguments.Words)
        {
            var (printed, failure) = await Find(session, type, name, isFormatted);
            if (printed is { } text)
                found.Add(text);
            else
                errors.Add(failure is null ? $"Error: No such object: {name}" : session.Describe(failure));
        }

        if (isFormatted)
            await PrintFormatted(session, format!, found, errors);
        else
            await session.Out(Join(found));
        if (errors.Count > 0)
            await session.Error(string.Join('\n', errors) + "\n");
        return errors.Count > 0 ? 1 : 0;
    }

    /// <summary>An array of one object as printed, or the object as it came for a format; nothing at all when there is neither.</summary>
    private static async Task<(ReadOnlyMemory<byte>? Printed, DockerException? Failure)> Find(CliSession session, string? type, string name, bool isFormatted)
    {
        if (type is null or "container")
        {
            var container = await session.Try(new InspectContainer(name));
            if (container.Failure is null)
                return (Print(container.Value, isFormatted), null);
            if (type is not null || !container.Failure.IsNotFound)
                return (null, container.Failure);
        }

        if (type is null or "image")
        {
            var image = await session.Try(new InspectImage(name));
            if (image.Failure is null)
                return (Print(image.Value, isFormatted), null);
            if (type is not null || !image.Failure.IsNotFound)
                return (null, image.Failure);
        }

        return await FindOther(session, type, name, isFormatted);
    }

    private static async Task<(ReadOnlyMemory<byte>? Printed, DockerException? Failure)> FindOther(CliSession session, string? type, string name, bool isFormatted)
    {
        if (type is null or "network")
        {
            var network = await session.Try(new InspectNetwork(name));
            if (network.Failure is null)
                return (Print(EngineJson.Write(network.Value, EngineJson.Wire.NetworkResource), isFormatted), null);
            if (type is not null || !network.Failure.IsNotFound)
                return (null, network.Failure);
        }

        var volume = await session.Try(new InspectVolume(name));
        if (volume.Failure is null)
            return (Print(EngineJson.Write(volume.Value, EngineJson.Wire.VolumeResource), isFormatted), null);
        if (type is not null || !volume.Failure.IsNotFound)
            return (null, volume.Failure);

        // What is of a swarm is looked for where the daemon is in one; nothing here ever is a plugin.
        await session.Try(new ReadInfo());
        var plugin = await session.Try(new InspectPlugin(name));
        return (null, plugin.Failure is { IsNotFound: true } ? null : plugin.Failure);
    }

    private static ReadOnlyMemory<byte> Print(ReadOnlyMemory<byte> written, bool isFormatted) => isFormatted ? written : EngineJson.PrintInspect(written);

    private static ReadOnlyMemory<byte> Print(ContainerInspect container, bool isFormatted) => isFormatted
        ? EngineJson.Write(container, EngineJson.Wire.ContainerInspect)
        : EngineJson.PrintInspect(container);

    private static ReadOnlyMemory<byte> Print(ImageInspect image, bool isFormatted) => isFormatted
        ? EngineJson.Write(image, EngineJson.Wire.ImageInspect)
        : EngineJson.PrintInspect(image);

    private static ReadOnlyMemory<byte> Join(List<ReadOnlyMemory<byte>> found)
    {
        if (found.Count == 1)
            return found[0];
        // Each is "[\n    {...}\n]\n"; the objects become one array.
        var all = found.Count == 0
            ? "[]\n"
            : "[" + string.Join(',', found.Select(text => Encoding.UTF8.GetString(text.Span[1..^3]))) + "\n]\n";
        return Encoding.UTF8.GetBytes(all);
    }

    private static async Task PrintFormatted(CliSession session, string format, List<ReadOnlyMemory<byte>> found, List<string> errors)
    {
        if (found.Count == 0)
            await session.Out("\n");
        foreach (var text in found)
        {
            using var document = JsonDocument.Parse(text);
            try
            {
                await session.Out(GoTemplate.Parse(format).Render(path => GoTemplate.Look(document.RootElement, path)) + "\n");
            }
            catch (FormatException exception)
            {
                await session.Out("\n");
                errors.Add(exception.Message);
            }
        }
    }
}
