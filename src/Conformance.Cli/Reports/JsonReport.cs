using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Reports;

/// <summary>All results as one JSON document, for scripts.</summary>
public sealed partial class JsonReport : IReport
{
    private readonly Action<string> write;
    private readonly BaselineComparison? comparison;
    private readonly List<JsonRun> runs = [];

    /// <summary>Prints the document.</summary>
    public JsonReport(TextWriter writer, BaselineComparison? comparison = null) =>
        (write, this.comparison) = (writer.WriteLine, comparison);

    /// <summary>Writes the document to a file.</summary>
    public JsonReport(string path, BaselineComparison? comparison = null)
    {
        this.comparison = comparison;
        write = text =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, text + "\n");
        };
    }

    /// <inheritdoc/>
    public void Add(RunResult result)
    {
        var names = new Names(result.Events);
        runs.Add(new JsonRun(
            result.Scenario.File, result.Scenario.Case, result.Scenario.Title, result.Scenario.Requirements,
            result.Subject, result.Backend, result.Seed, Describe.Verdict(result), result.Skipped,
            [.. result.Reasons.Select(names.Apply)],
            [.. result.Checks.Select(check => new JsonCheck(
                check.CheckId, check.Judged, check.IsExpected ? true : null, check.IsKnown ? true : null,
                [.. check.Violations.Select(violation => new JsonViolation(
                    violation.Container, Ids(names.Find(violation.Container)), names.Apply(violation.Sentence),
                    violation.Evidence, Slice.Of(result, violation, names)))]))],
            result.Events.Count, result.HistoryHash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            result.SimulatedTime.TotalSeconds, result.WallTime.TotalSeconds, result.Token));
    }

    /// <inheritdoc/>
    public void Finish(bool interrupted, TimeSpan wallTime) =>
        write(JsonSerializer.Serialize(new JsonDocumentOfRuns(interrupted, runs, Compared()), Context.Readable.JsonDocumentOfRuns));

    private JsonBaseline? Compared() => comparison is null
        ? null
        : new JsonBaseline(comparison.Baseline.Path, comparison.Occurred, comparison.New, comparison.Mended, comparison.Unseen);

    private static JsonIds? Ids(Identity? identity) => identity is null
        ? null
        : new JsonIds(identity.FrameworkId, identity.ExecutorId, identity.TaskId, identity.ContainerId, identity.DockerIds);

    /// <summary>The document.</summary>
    internal sealed record JsonDocumentOfRuns(bool Interrupted, IReadOnlyList<JsonRun> Runs, JsonBaseline? Baseline);

    /// <summary>What a comparison with a baseline gave.</summary>
    internal sealed record JsonBaseline(
        string File, IReadOnlyList<KnownViolation> Known, IReadOnlyList<KnownViolation> New, IReadOnlyList<KnownViolation> Mended, int NotSeen);

    /// <summary>One run.</summary>
    internal sealed record JsonRun(
        string File, string Case, string Title, IReadOnlyList<string> Requirements, string Subject, string Backend, ulong Seed,
        string Verdict, string? Skipped, IReadOnlyList<string> Reasons, IReadOnlyList<JsonCheck> Checks, int Events,
        string HistoryHash, double SimulatedSeconds, double WallSeconds, string Token);

    /// <summary>One check.</summary>
    internal sealed record JsonCheck(string Id, int Judged, bool? Expected, bool? Known, IReadOnlyList<JsonViolation> Violations);

    /// <summary>One violation.</summary>
    internal sealed record JsonViolation(
        string? Container, JsonIds? Ids, string Sentence, IReadOnlyList<int> Evidence, IReadOnlyList<string> Slice);

    /// <summary>All ids of the task that a violation is about.</summary>
    internal sealed record JsonIds(
        string? FrameworkId, string? ExecutorId, string? TaskId, string ContainerId, IReadOnlyList<string> DockerIds);

    [JsonSerializable(typeof(JsonDocumentOfRuns))]
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    private sealed partial class Context : JsonSerializerContext
    {
        public static Context Readable { get; } = new(new JsonSerializerOptions
        {
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        });
    }
}
