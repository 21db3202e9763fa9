using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Harness.Runs;

/// <summary>
/// A file of known violations, for CI: only what is not in it fails a run. JSON, one object an entry, read as strictly as scenarios
/// are. Scenario files are named relative to its folder, so that it means the same from wherever the command is run.
/// </summary>
public sealed class Baseline
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string folder;

    private Baseline(string path, IReadOnlyList<KnownViolation> known) =>
        (Path, folder, Known) = (path, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, known);

    /// <summary>The file, as given.</summary>
    public string Path { get; }

    /// <summary>Its entries, in the order of the file.</summary>
    public IReadOnlyList<KnownViolation> Known { get; }

    /// <summary>A baseline without entries, for a file that is to be written.</summary>
    public static Baseline Empty(string path) => new(path, []);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScenarioException">It is missing or wrong; the message has the place of each mistake.</exception>
    public static Baseline Read(string path)
    {
        var problems = new Problems();
        var places = new Places();
        var shapes = new Shapes();
        var file = Bytes(path, problems) is { } bytes && NodeReader.Read(bytes, path, problems) is { } node
            ? (KnownViolations?)new Binder(shapes, places, problems).BindRecord(node, shapes.Record(typeof(KnownViolations)))
            : null;
        problems.ThrowIfAny();
        var baseline = new Baseline(path, file!.Known);
        baseline.Check(places, problems);
        problems.ThrowIfAny();
        return baseline;
    }

    /// <summary>Where a run's violations of a check stand in the file, whether it has them or not.</summary>
    public KnownViolation EntryOf(RunResult result, string check) => new()
    {
        File = Relative(folder, result.Scenario.File),
        Case = result.Scenario.Case,
        Subject = result.Subject,
        Backend = result.Backend,
        Check = check,
    };

    /// <summary>An entry of this file as it stands in another, which may lie in another folder.</summary>
    public KnownViolation Moved(KnownViolation entry, Baseline other) =>
        entry with { File = Relative(other.folder, System.IO.Path.Combine(folder, entry.File)) };

    /// <summary>Writes a file with these entries in its place, in ordinal order.</summary>
    public void Write(IEnumerable<KnownViolation> entries)
    {
        Directory.CreateDirectory(folder);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("known");
            foreach (var entry in entries.Distinct().OrderBy(entry => entry.ToString(), StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("file", entry.File);
                if (entry.Case.Length > 0)
                    json.WriteString("case", entry.Case);
                json.WriteString("subject", entry.Subject);
                json.WriteString("backend", entry.Backend);
                json.WriteString("check", entry.Check);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        File.WriteAllBytes(Path, bytes.ToArray());
    }

    private static string Relative(string folder, string path) =>
        System.IO.Path.GetRelativePath(folder, System.IO.Path.GetFullPath(path)).Replace('\\', '/');

    private static byte[]? Bytes(string path, Problems problems)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                new Position(path, 1, 1), File.Exists(path) ? $"cannot be read: {error.Message}" : "there is no such file", "a baseline, as --write-baseline makes it");
            return null;
        }
    }

    private void Check(Places places, Problems problems)
    {
        var seen = new HashSet<KnownViolation>();
        var checks = CheckRegistry.All.Select(check => check.Id).ToList();
        foreach (var entry in Known)
        {
            if (!seen.Add(entry))
                problems.Add(places.Of(entry), $"the same violation twice: {entry}");
            if (!checks.Contains(entry.Check, StringComparer.Ordinal))
                problems.Add(places.Of(entry, "check"), $"there is no check '{entry.Check}'", "an id that 'checks' lists", entry.Check, checks);
            if (!File.Exists(System.IO.Path.Combine(folder, entry.File)))
                problems.Add(places.Of(entry, "file"), $"there is no scenario file '{entry.File}'", "a path relative to the folder of this file; an entry of a scenario that is gone must go too");
            try
            {
                SubjectName.Parse(entry.Subject);
            }
            catch (UsageException error)
            {
                problems.Add(places.Of(entry, "subject"), error.Message);
            }
        }
    }
}
