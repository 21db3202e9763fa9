using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Files of containers in every state: copied in and out, looked at, listed as changes and as an export.</summary>
internal sealed class ArchiveFamily : ISequenceFamily
{
    private static readonly string[] Archives = ["hello", "tree", "nothing", "empty", "garbage", "cut"];
    private static readonly string[] Folders = ["/tmp", "/root", "/v", "/nosuch", "/tmp/hello", "tmp", "/root/deep", "/anon", "/t"];

    // Not the root, and not what the host has below /m: all of the host's programs.
    private static readonly string[] Paths =
    [
        "/tmp/hello", "/tmp", "/tmp/", "/tmp/.", "/root", "/root/d", "/root/d/f", "/root/deep", "/v", "/v/hello", "/v/.", "/anon", "/etc/passwd", "/nosuch", "tmp/hello", "/tmp/../tmp/hello", "/hello", "/d/f",
        "/tmp/new", "/root/made",
    ];

    private static readonly ApiCall[] Strangers =
    [
        ApiCall.Get("/containers/nosuch/archive?path=/tmp"), ApiCall.Get("/containers/nosuch/changes"), ApiCall.Get("/containers/nosuch/export"), new ApiCall("HEAD", "/containers/nosuch/archive?path=/tmp"),
        Put("nosuch", "/tmp", "hello"),
    ];

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        yield return (1, Gen.Elements(Strangers).Select(call => SequenceStep.Look(call)));
        foreach (var container in model.Containers)
        {
            yield return (4, Gen.Elements(Archives).SelectMany(archive => Gen.Elements(Folders).SelectMany(folder => Gen.Elements("", "&noOverwriteDirNonDir=1").Select(query => FamilySteps.Ask(container, Put(container.Name, folder + query, archive))))));
            yield return (3, Gen.Elements("hello", "tree").SelectMany(archive => Gen.Elements("/tmp", "/root", "/v").Select(folder => FamilySteps.Ask(container, Put(container.Name, folder, archive), Get(container, folder)))));
            yield return (4, Gen.Elements(Paths).SelectMany(path => Gen.Elements("GET", "GET", "HEAD").Select(method => FamilySteps.Ask(container, Get(container, path) with { Method = method }))));
            yield return (3, Gen.Elements(0, 1).Select(connection => FamilySteps.Ask(container, ApiCall.Get($"/containers/{container.Name}/changes") with { Connection = connection })));
            yield return (1, Gen.Constant(FamilySteps.Ask(container, ApiCall.Get($"/containers/{container.Name}/export"))));
        }
    }

    /// <inheritdoc/>
    public int Share(SequenceModel model) => 3;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => [];

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => [];

    private static ApiCall Put(string container, string folder, string archive) => new("PUT", $"/containers/{container}/archive?path={folder}") { Archive = RowArchives.Of(archive) };

    private static ApiCall Get(ModelContainer container, string path) => ApiCall.Get($"/containers/{container.Name}/archive?path={path}");
}
