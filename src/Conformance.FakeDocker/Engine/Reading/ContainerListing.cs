using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>list: newest first; running ones unless all, a limit or a filter on status says otherwise. Waits for no lock.</summary>
internal sealed class ContainerListing(EngineCore core)
{
    /// <summary>200, 400 for an unknown filter, 500 for an unknown container in a filter.</summary>
    public Task<IReadOnlyList<ContainerSummary>> List(ListContainers operation)
    {
        var filter = new ContainerFilter(core, operation.Filters);
        var limit = operation.Limit is > 0 and var wanted ? wanted : int.MaxValue;
        var isAll = operation.All || operation.Limit is > 0 || filter.ImpliesAll;
        List<ContainerSummary> found = [];
        var all = core.Containers.All;
        for (var index = all.Count - 1; index >= 0 && found.Count < limit; index--)
        {
            var container = all[index];
            if ((isAll || container.Record.IsRunning) && filter.Accepts(container))
                found.Add(Render(container, operation.Size));
        }

        return Task.FromResult<IReadOnlyList<ContainerSummary>>(found);
    }

    /// <summary>All of them with their use of the disk.</summary>
    public IReadOnlyList<ContainerSummary> WithUse() => [.. core.Containers.All.Reverse().Select(container => Render(container, withSize: true))];

    private ContainerSummary Render(FakeContainer container, bool withSize)
    {
        var record = container.Record;
        var summary = new ContainerSummary
        {
            Id = record.Id,
            Names = record.ListedNames,
            Image = ImageName(record),
            ImageID = record.ImageId,
            Command = record.Command,
            Created = DockerTime.Seconds(record.Created),
            Labels = record.Config.Labels ?? NoLabels,
            State = container.Status,
            Status = StatusWords.Of(container, core.World.Now),
            SizeRw = withSize && record.Files.BytesWritten is > 0 and var bytes ? bytes : null,
            SizeRootFs = withSize ? core.Host.Images.SizeOf(record.ImageId) : null,
        };
        return core.Host.AnswersInFull ? container.Tell(FullContainer.Complete(core, summary, container)) : summary;
    }

    /// <summary>The text given at create, or the id once that names another image.</summary>
    private string ImageName(ContainerRecord record) =>
        core.Host.Images.Find(record.Config.Image, out _) is { } image && image.Id == record.ImageId ? record.Config.Image : record.ImageId;

    private static readonly Dictionary<string, string> NoLabels = [];
}
