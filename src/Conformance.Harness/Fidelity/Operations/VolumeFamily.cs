using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Volumes: create, again, rm, prune, inspect and list; the container family binds them (<see cref="Binds"/>).</summary>
internal sealed class VolumeFamily : ISequenceFamily
{
    private const int MostVolumes = 3;
    private const string BindsBegin = "\"Binds\":[\"";

    private static readonly string[] Options = ["", "", ",\"Labels\":{\"v\":\"1\"}", ",\"Labels\":{\"v\":\"2\",\"w\":\"\"}", ",\"Driver\":\"local\"", ",\"DriverOpts\":{}", ",\"Labels\":null"];

    private static readonly string[] Refused =
    [
        "{\"Name\":\"q!\"}", "{\"Name\":\"v\"}", "{\"Name\":\"/vv\"}", "{\"Name\":\"vv\",\"Driver\":\"nope\"}", "{\"Name\":\"vv\",\"DriverOpts\":{\"x\":\"y\"}}", "{\"Name\":\"vv\",\"DriverOpts\":{\"type\":\"none\"}}",
        "{\"Name\":7}", "{\"Name\":", "{\"Name\":\"vv\",\"Labels\":[]}",
    ];

    private static readonly string[] Lists =
    [
        "", "?" + ApiCall.Filters("""{"name":["vol"]}"""), "?" + ApiCall.Filters("""{"name":["vol0"]}"""), "?" + ApiCall.Filters("""{"label":["v"]}"""), "?" + ApiCall.Filters("""{"label":["v=1"]}"""),
        "?" + ApiCall.Filters("""{"dangling":["true"]}"""), "?" + ApiCall.Filters("""{"dangling":["false"]}"""), "?" + ApiCall.Filters("""{"driver":["local"]}"""), "?" + ApiCall.Filters("""{"driver":["nope"]}"""),
        "?" + ApiCall.Filters("""{"dangling":["1"],"label":["v"]}"""), "?" + ApiCall.Filters("""{"bogus":["x"]}"""), "?" + ApiCall.Filters("""{"dangling":["maybe"]}"""),
    ];

    private static readonly string[] Prunes =
    [
        "", "?" + ApiCall.Filters("""{"label":["v"]}"""), "?" + ApiCall.Filters("""{"label":["v=2"]}"""), "?" + ApiCall.Filters("""{"label!":["v=1"]}"""), "?" + ApiCall.Filters("""{"bogus":["x"]}"""),
    ];

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        if (model.Volumes.Count < MostVolumes)
        {
            yield return (3, Gen.Elements(Options).Select(options => Creation($"vol{model.Names}", options)));
            yield return (1, Gen.Constant(SequenceStep.Look(ApiCall.Post("/volumes/create", "{\"Name\":\"\",\"Labels\":{\"v\":\"3\"}}"))));
        }

        yield return (1, Gen.Elements(Refused).Select(body => SequenceStep.Look(ApiCall.Post("/volumes/create", body))));
        yield return (2, Gen.Elements(Lists).Select(query => SequenceStep.Look(ApiCall.Get("/volumes" + query))));
        yield return (1, Gen.Elements(Prunes).Select(query => SequenceStep.Look(ApiCall.Post("/volumes/prune" + query))));
        yield return (1, Gen.Elements(ApiCall.Get("/volumes/nosuch"), ApiCall.Delete("/volumes/nosuch"), ApiCall.Delete("/volumes/nosuch?force=1")).Select(call => SequenceStep.Look(call)));
        foreach (var volume in model.Volumes)
        {
            yield return (2, Gen.Elements(ApiCall.Get("/volumes/" + volume), ApiCall.Get("/volumes/" + volume) with { Connection = 2 }).Select(call => SequenceStep.Look(call)));
            yield return (1, Gen.Elements(Options.Append(",\"Driver\":\"nope\"").ToArray()).Select(options => Creation(volume, options)));
            yield return (2, Gen.Elements("", "?force=1", "?force=0").Select(query => SequenceStep.Look(ApiCall.Delete($"/volumes/{volume}{query}"))));
        }
    }

    /// <inheritdoc/>
    public int Share(SequenceModel model) => 2;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => [];

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => [];

    /// <summary>Members of HostConfig with which a container has a volume; one that is not there is made for it.</summary>
    internal static IEnumerable<string> Binds(SequenceModel model)
    {
        foreach (var volume in model.Volumes.Count < MostVolumes ? model.Volumes.Add($"vol{model.Names}") : model.Volumes)
        {
            yield return BindsBegin + volume + ":/v\"]";
            yield return BindsBegin + volume + ":/v:ro\"]";
            yield return BindsBegin + volume + ":/root/deep\",\"/usr:/m:ro\"]";
        }
    }

    /// <summary>The volume that such a member names; empty for none.</summary>
    internal static string VolumeOf(string member) => member.StartsWith(BindsBegin + "vol", StringComparison.Ordinal) ? member[BindsBegin.Length..].Split(':')[0] : "";

    /// <summary>Creates a volume, or asks again for one.</summary>
    internal static SequenceStep Creation(string name, string options) => new(
        [SequenceAction.Of(ApiCall.Post("/volumes/create", $"{{\"Name\":\"{name}\"{options}}}"))],
        _ => true,
        model => model.Volumes.Contains(name) ? model : model with { Volumes = model.Volumes.Add(name), Names = model.Names + 1 });
}
