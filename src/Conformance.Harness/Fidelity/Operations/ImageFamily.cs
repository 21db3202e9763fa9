using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Images: names, commit of containers, import, rm, prune, inspect, history and list; the container family makes containers of them.</summary>
internal sealed partial class ImageFamily : ISequenceFamily
{
    private const int MostImages = 4;
    private const int MostNames = 4;

    // With what it does to the command, if it does.
    private static readonly (string Query, ModelProgram? Program)[] Changes =
    [
        ("", null), ("", null), ("&comment=some+words&author=me", null), ("&pause=0", null), ("&changes=" + Uri.EscapeDataString("ENV Z=1"), null), ("&changes=" + Uri.EscapeDataString("LABEL k=v"), null),
        ("&changes=" + Uri.EscapeDataString("CMD [\"sleep\",\"1000\"]"), ModelProgram.Sleeps), ("&changes=" + Uri.EscapeDataString("CMD echo $HOME; exit 5"), ModelProgram.Ends),
        ("&changes=" + Uri.EscapeDataString("EXPOSE 80") + "&changes=" + Uri.EscapeDataString("WORKDIR /tmp"), null), ("&changes=" + Uri.EscapeDataString("VOLUME /anon2"), null),
    ];

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        yield return (2, Gen.Elements(Looks).Select(call => SequenceStep.Look(call)));
        yield return (1, Gen.Elements(Refused).Select(call => SequenceStep.Look(call)));
        yield return (1, Gen.Elements(Prunes).Select(query => Prune(query)));
        var names = model.Images.Sum(image => image.Names.Count);
        if (names < MostNames)
            yield return (3, Tag(model, model.Images.Find(image => image.Key == Box) ?? OfBox));
        if (model.Images.Count < MostImages)
        {
            yield return (2, Import(model));
            foreach (var container in model.Containers.Where(container => container.Image == Box || model.Images.Exists(image => image.Key == container.Image)))
                yield return (2, Commit(model, container));
        }

        foreach (var image in model.Images)
        {
            yield return (2, Gen.Elements(LooksAt(image)).Select(call => SequenceStep.Look(call)));
            yield return (1, Gen.Elements(image.Key == Box ? ["", "?noprune=1"] : new[] { "", "?force=1", "?noprune=1" }).Select(query => RemovalById(image, query)));
            if (image.Names.IsEmpty)
                continue;
            if (names < MostNames)
                yield return (1, Tag(model, image));
            yield return (3, Gen.Elements<string>(image.Names).SelectMany(name => Gen.Elements("", "", "?force=1", "?noprune=1").Select(query => Removal(image, name, query))));
        }
    }

    /// <inheritdoc/>
    public int Share(SequenceModel model) => 3;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => [];

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => [];

    // A new name, or one that another image has and then has no more.
    private static Gen<SequenceStep> Tag(SequenceModel model, ModelImage image) =>
        from name in Gen.Elements<string>([$"img{model.Names}:latest", $"img{model.Names}:a", $"img{model.Names}:b", .. model.Images.Where(other => other.Key != image.Key).SelectMany(other => other.Names)])
        select Tag(image, name);

    /// <summary>Gives an image a name.</summary>
    internal static SequenceStep Tag(ModelImage image, string name)
    {
        var parts = name.Split(':');
        var known = image.Key == Box ? Box : image.Names[0];
        return new SequenceStep(
            [
                SequenceAction.Of(ApiCall.Post($"/images/{known}/tag?repo={parts[0]}{(parts[1] == "latest" ? "" : "&tag=" + parts[1])}")),
                SequenceAction.Of(ApiCall.Get($"/images/{name}/json") with { Keeps = image.Key }),
            ],
            model => image.Key == Box || model.Images.Exists(other => other.Key == image.Key && other.Names.Contains(known)),
            model => Given(model.Images.Exists(other => other.Key == image.Key) ? model : model with { Images = model.Images.Add(OfBox) }, image.Key, name));
    }

    private static SequenceModel Given(SequenceModel model, string key, string name) => model with
    {
        Names = model.Names + 1,
        Images = [.. model.Images.Select(image => image with { Names = image.Key == key ? image.Names.Remove(name).Add(name) : image.Names.Remove(name) })],
    };

    private static Gen<SequenceStep> Import(SequenceModel model) =>
        from archive in Gen.Elements("hello", "tree")
        from change in Gen.Elements("CMD [\"x\"]", "ENTRYPOINT [\"/hello\"]")
        from message in Gen.Elements("", "&message=words")
        from name in Gen.Elements<string>([$"img{model.Names}:i", .. model.Images.Where(image => image.Key != Box).SelectMany(image => image.Names)])
        let key = $"i{model.Names}"
        let parts = name.Split(':')
        select new SequenceStep(
            [
                SequenceAction.Of(ApiCall.Post($"/images/create?fromSrc=-&repo={parts[0]}&tag={parts[1]}&changes={Uri.EscapeDataString(change)}{message}") with { Archive = RowArchives.Of(archive) }),
                SequenceAction.Of(ApiCall.Get($"/images/{name}/json") with { Keeps = key }),
            ],
            _ => true,
            current => Given(current with { Images = current.Images.Add(new ModelImage(key, ModelProgram.Fails, "")) }, key, name));

    private static Gen<SequenceStep> Commit(SequenceModel model, ModelContainer container) =>
        from change in Gen.Elements(Changes.Where(change => change.Program is null || container.IsPlain).ToArray())
        from name in Gen.Elements<string>(["", $"img{model.Names}:c", $"img{model.Names}:c", .. model.Images.Where(image => image.Key != Box).SelectMany(image => image.Names)])
        let key = $"i{model.Names}"
        let target = name.Length == 0 ? "" : $"&repo={name.Split(':')[0]}&tag={name.Split(':')[1]}"
        let program = change.Program ?? (container.Program == ModelProgram.Copies ? null : container.Program)
        let image = new ModelImage(key, program, container.Image) { TakesCommands = container.IsPlain }
        select new SequenceStep(
            [.. FamilySteps.Settled([container]), SequenceAction.Of(ApiCall.Post($"/commit?container={container.Name}{target}{change.Query}") with { Keeps = key })],
            current => FamilySteps.IsUnchanged(current, container) && current.Find(container.Name)!.Image == container.Image && (container.Image == Box || current.Images.Exists(other => other.Key == container.Image)),
            current => name.Length == 0
                ? current with { Images = current.Images.Add(image), Names = current.Names + 1 }
                : Given(current with { Images = current.Images.Add(image) }, key, name));
}
