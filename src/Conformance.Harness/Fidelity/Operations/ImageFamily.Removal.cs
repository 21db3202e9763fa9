namespace Conformance.Harness.Fidelity;

// What goes with an image, or keeps it; and the calls that change nothing.
internal sealed partial class ImageFamily
{
    private const string Box = ContainerBodies.Image;

    // That of every daemon here always keeps its own name.
    private static readonly ModelImage OfBox = new(Box, ModelProgram.Ends, "") { TakesCommands = true };

    private static readonly ApiCall[] Refused =
    [
        ApiCall.Get("/images/nosuch/json"), ApiCall.Delete("/images/nosuch"), ApiCall.Delete("/images/nosuch:1?force=1"), ApiCall.Get("/images/nosuch/history"), ApiCall.Post("/images/nosuch/tag?repo=img"),
        ApiCall.Post("/images/box/tag?repo=UPPER"), ApiCall.Post("/images/box/tag?repo=img&tag=b!d"), ApiCall.Post("/commit?container=nosuch&repo=img"), ApiCall.Delete("/images/UPPER"),
        ApiCall.Post("/images/create?fromSrc=-&repo=UPPER") with { Archive = RowArchives.Of("hello") },
    ];

    private static readonly ApiCall[] Looks =
    [
        ApiCall.Get("/images/json"), ApiCall.Get("/images/json?all=1"), ApiCall.Get("/images/json?digests=1"), ApiCall.Get("/images/box/json"), ApiCall.Get("/images/box:latest/history"),
        .. new[]
        {
            """{"reference":["img*"]}""", """{"reference":["box","img*:a"]}""", """{"reference":["*:latest"]}""", """{"dangling":["true"]}""", """{"dangling":["0"]}""", """{"label":["k"]}""", """{"label":["a=b"]}""",
            """{"since":["box"]}""", """{"before":["box"]}""", """{"since":["nosuch"]}""", """{"bogus":["x"]}""",
        }.Select(filter => ApiCall.Get("/images/json?" + ApiCall.Filters(filter))),
    ];

    private static readonly string[] Prunes =
    [
        "", "?" + ApiCall.Filters("""{"dangling":["true"]}"""), "?" + ApiCall.Filters("""{"label":["nosuch"]}"""), "?" + ApiCall.Filters("""{"dangling":["maybe"]}"""), "?" + ApiCall.Filters("""{"bogus":["x"]}"""),
    ];

    private static ApiCall[] LooksAt(ModelImage image) =>
    [
        ApiCall.Get($"/images/@{image.Key}@/json"), ApiCall.Get($"/images/@{image.Key}@/history"), ApiCall.Get("/images/json?" + ApiCall.Filters($"{{\"since\":[\"@{image.Key}@\"]}}")),
        ApiCall.Get("/containers/json?all=1&" + ApiCall.Filters($"{{\"ancestor\":[\"@{image.Key}@\"]}}")),
        .. image.Names.SelectMany(name => new[]
        {
            ApiCall.Get($"/images/{name}/json"), ApiCall.Get($"/images/{name}/history") with { Connection = 1 }, ApiCall.Get("/images/json?" + ApiCall.Filters($"{{\"before\":[\"{name}\"]}}")),
            ApiCall.Get("/containers/json?all=1&" + ApiCall.Filters($"{{\"ancestor\":[\"{name}\"]}}")),
        }),
    ];

    private static SequenceStep Removal(ModelImage image, string name, string query) => new(
        [SequenceAction.Of(ApiCall.Delete($"/images/{name}{query}"))],
        model => model.Images.Exists(other => other.Key == image.Key && other.Names.Contains(name)),
        model =>
        {
            var current = model.Images.Find(other => other.Key == image.Key)!;
            if (IsLast(current) && !IsForced(query) && Users(model, image.Key).Any())
                return model;
            var untagged = model.WithImage(image.Key, it => it with { Names = it.Names.Remove(name) });
            return IsLast(current) ? Gone(untagged, image.Key, prunes: !IsKeeping(query)) : untagged;
        });

    // That of every daemon here would go with its last name, or by force.
    private static SequenceStep RemovalById(ModelImage image, string query) => new(
        [SequenceAction.Of(ApiCall.Delete($"/images/@{image.Key}@{query}"))],
        model => model.Images.Find(other => other.Key == image.Key) is { } current && (image.Key != Box || (!IsForced(query) && !current.Names.IsEmpty)),
        model =>
        {
            var current = model.Images.Find(other => other.Key == image.Key)!;
            var users = Users(model, image.Key).ToList();
            var isKept = HasChildren(model, image.Key) || users.Exists(user => user.IsAlive) || (!IsForced(query) && (current.Names.Count > 1 || users.Count > 0)) || image.Key == Box;
            return isKept ? model : Cascade(model with { Images = model.Images.RemoveAll(other => other.Key == image.Key) }, current.Parent, prunes: !IsKeeping(query));
        });

    // In what order a daemon takes several that have no name is chance.
    private static SequenceStep Prune(string query) => new(
        [SequenceAction.Of(ApiCall.Post("/images/prune" + query))],
        model => model.Images.Count(image => image.Names.IsEmpty && image.Key != Box) <= 1,
        model => query.Length > 0 && !query.Contains("true", StringComparison.Ordinal)
            ? model
            : model.Images.Where(image => image.Names.IsEmpty && image.Key != Box).Aggregate(model, (current, image) => Gone(current, image.Key, prunes: true)));

    /// <summary>An image without a name goes unless something needs it.</summary>
    private static SequenceModel Gone(SequenceModel model, string key, bool prunes) =>
        model.Images.Find(image => image.Key == key) is not { Names.IsEmpty: true } found || HasChildren(model, key) || Users(model, key).Any() || key == Box
            ? model
            : Cascade(model with { Images = model.Images.Remove(found) }, found.Parent, prunes);

    // With an image goes what it was made from, if that has no name.
    private static SequenceModel Cascade(SequenceModel model, string parent, bool prunes) => prunes ? Gone(model, parent, prunes) : model;

    private static bool IsLast(ModelImage image) => image.Key != Box && image.Names.Count == 1;

    private static IEnumerable<ModelContainer> Users(SequenceModel model, string key) => model.Containers.Where(container => container.Image == key);

    private static bool HasChildren(SequenceModel model, string key) => model.Images.Exists(image => image.Parent == key);

    private static bool IsForced(string query) => query.Contains("force=1", StringComparison.Ordinal);

    private static bool IsKeeping(string query) => query.Contains("noprune", StringComparison.Ordinal);
}
