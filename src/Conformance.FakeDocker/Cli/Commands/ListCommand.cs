using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary><c>docker ps</c>.</summary>
internal static class ListCommand
{
    private const string AllFields =
        """{"Command":{{json .Command}},"CreatedAt":{{json .CreatedAt}},"ID":{{json .ID}},"Image":{{json .Image}},"Labels":{{json .Labels}},"LocalVolumes":{{json .LocalVolumes}},"Mounts":{{json .Mounts}},"Names":{{json .Names}},"Networks":{{json .Networks}},"Platform":null,"Ports":{{json .Ports}},"RunningFor":{{json .RunningFor}},"Size":{{json .Size}},"State":{{json .State}},"Status":{{json .Status}}}""";

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(CliSession session, CliArguments arguments)
    {
        GoTemplate? template = null;
        try
        {
            if (arguments.Text("format") is { } format and not "table")
                template = GoTemplate.Parse(format is "json" or "{{json .}}" ? AllFields : format.Replace(@"\t", "\t", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal));
        }
        catch (FormatException exception)
        {
            await session.Error(exception.Message + "\n");
            return 1;
        }

        var limit = arguments.Has("latest") ? 1 : (int?)arguments.Number("last");
        await session.Negotiate();
        IReadOnlyList<ContainerSummary> found;
        try
        {
            found = await session.Call(new ListContainers(arguments.Has("all"), CliFilters.Of(arguments.All("filter")), limit > 0 ? limit : null));
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
            return 1;
        }

        return await Print(session, arguments, template, found);
    }

    private static async Task<int> Print(CliSession session, CliArguments arguments, GoTemplate? template, IReadOnlyList<ContainerSummary> found)
    {
        var line = new Line(session.Machine.World.Now, arguments.Has("no-trunc"));
        var text = new StringBuilder();
        if (arguments.Has("quiet"))
        {
            foreach (var container in found)
                text.Append(line.Value(container, ".ID")).Append('\n');
        }
        else if (template is null)
        {
            List<string[]> rows = [["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]];
            string[] fields = [".ID", ".Image", ".Command", ".RunningFor", ".Status", ".Ports", ".Names"];
            rows.AddRange(found.Select(container => fields.Select(field => line.Value(container, field)).ToArray()));
            text.Append(CliTable.Print(rows));
        }
        else
        {
            try
            {
                foreach (var container in found)
                    text.Append(template.RenderTexts(field => line.Value(container, field))).Append('\n');
            }
            catch (FormatException exception)
            {
                await session.Error(exception.Message + "\n");
                return 1;
            }
        }

        if (text.Length > 0)
            await session.Out(text.ToString());
        return 0;
    }

    private sealed class Line(Instant now, bool isWhole)
    {
        public string Value(ContainerSummary container, string field) => field switch
        {
            ".ID" => isWhole || container.Id.Length < 12 ? container.Id : container.Id[..12],
            ".Names" => string.Join(',', container.Names.Select(name => name.TrimStart('/'))),
            ".Image" => container.Image,
            ".Labels" => string.Join(',', container.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")),
            ".State" => container.State,
            ".Status" => container.Status,
            ".CreatedAt" => DateTimeOffset.FromUnixTimeSeconds(container.Created).ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture),
            ".RunningFor" => StatusWords.Span(now - new Instant(container.Created * 1_000_000_000)) + " ago",
            ".Command" => $"\"{(isWhole || container.Command.Length <= 20 ? container.Command : container.Command[..19] + "…")}\"",
            ".Ports" or ".Mounts" => "",
            ".Networks" => "host",
            ".LocalVolumes" => "0",
            ".Size" => "0B",
            _ => throw new FormatException($"conformance: the simulated docker ps does not know {{{{{field}}}}}"),
        };
    }
}
