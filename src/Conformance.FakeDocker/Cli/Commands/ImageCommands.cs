using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>images, tag, rmi.</summary>
internal static class ImageCommands
{
    /// <summary><c>docker images [-a] [-q] [--no-trunc] [REPOSITORY]</c>.</summary>
    public static async Task<int> List(CliSession session, CliArguments arguments)
    {
        var filters = CliFilters.Of(arguments.All("filter"));
        if (arguments.Words.Count > 0)
            filters = new EngineFilters(new Dictionary<string, IReadOnlyList<string>>(filters?.Values ?? EngineFilters.None.Values) { ["reference"] = [arguments.Words[0]] });
        await session.Negotiate();
        IReadOnlyList<ImageSummary> found;
        try
        {
            found = await session.Call(new ListImages(arguments.Has("all"), filters));
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
            return 1;
        }

        List<string[]> rows = [["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"]];
        foreach (var image in found)
        {
            var id = arguments.Has("no-trunc") ? image.Id : image.Id.Replace("sha256:", "", StringComparison.Ordinal)[..12];
            foreach (var name in image.RepoTags is { Count: > 0 } tags ? tags : ["<none>:<none>"])
            {
                var reference = ImageReference.Parse(name);
                var age = session.Machine.World.Now - new Instant(image.Created * 1_000_000_000);
                rows.Add([reference.Repository, reference.Tag ?? "<none>", id, StatusWords.Span(age) + " ago", Size(image.Size)]);
            }
        }

        await session.Out(arguments.Has("quiet") ? string.Concat(rows.Skip(1).Select(row => row[2] + "\n")) : CliTable.Print(rows));
        return 0;
    }

    /// <summary><c>docker tag SOURCE TARGET</c>: silent when it succeeds.</summary>
    public static async Task<int> Tag(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        try
        {
            CliReference.Check(arguments.Words[1]);
            var target = ImageReference.Parse(CliReference.Canonical(arguments.Words[1]));
            await session.Call(new TagImage(arguments.Words[0], target.Repository, target.Tag ?? "latest"));
            return 0;
        }
        catch (FormatException exception)
        {
            await session.Error($"Error parsing reference: \"{arguments.Words[1]}\" is not a valid repository/tag: {exception.Message}\n");
            return 1;
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
            return 1;
        }
    }

    /// <summary><c>docker rmi [-f] IMAGE...</c>.</summary>
    public static async Task<int> Remove(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var errors = new List<string>();
        var isFailure = false;
        foreach (var name in arguments.Words)
        {
            try
            {
                foreach (var step in await session.Call(new RemoveImage(name, arguments.Has("force"))))
                    await session.Out(step.Untagged is { } untagged ? $"Untagged: {untagged}\n" : $"Deleted: {step.Deleted}\n");
            }
            catch (DockerException exception)
            {
                errors.Add(session.Describe(exception));
                isFailure |= !(exception.IsNotFound && arguments.Has("force"));
            }
        }

        if (errors.Count > 0)
            await session.Error(string.Join('\n', errors) + "\n");
        return isFailure ? 1 : 0;
    }

    /// <summary>Four digits at most and a decimal unit, as in <c>1.98MB</c>.</summary>
    private static string Size(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var unit = 0;
        for (; bytes >= 1000 && unit < units.Length - 1; unit++)
            bytes /= 1000;
        var digits = bytes >= 100 ? 0 : bytes >= 10 ? 1 : 2;
        return bytes.ToString(digits == 0 ? "0" : digits == 1 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + units[unit];
    }
}
