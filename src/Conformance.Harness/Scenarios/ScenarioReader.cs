using Conformance.Harness.Checks;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// Reads scenario files. A file gives one scenario, or one for each of its cases. Reading stops at nothing: all that is wrong, in
/// all files, is told in one <see cref="ScenarioException"/>. Not safe for several threads at once.
/// </summary>
public sealed class ScenarioReader
{
    private readonly Shapes shapes = new();
    private readonly IReadOnlyList<string> requirements = [.. Requirements.All().Select(requirement => requirement.Name)];

    private readonly IReadOnlyList<string> checks =
    [
        .. typeof(ICheck).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(ICheck)) && type.GetConstructor([]) is not null)
            .Select(type => ((ICheck)Activator.CreateInstance(type)!).Id)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads one file.</summary>
    public IReadOnlyList<Scenario> ReadFile(string path)
    {
        var problems = new Problems();
        var scenarios = ReadFile(path, problems);
        problems.ThrowIfAny();
        return scenarios;
    }

    /// <summary>Reads a file, or all files <c>*.yaml</c> of a folder and the folders in it, in ordinal order of their paths.</summary>
    public IReadOnlyList<Scenario> ReadPath(string fileOrFolder)
    {
        if (!Directory.Exists(fileOrFolder))
            return ReadFile(fileOrFolder);
        var problems = new Problems();
        var files = Directory.EnumerateFiles(fileOrFolder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            problems.Add(new Position(fileOrFolder, 1, 1), "no scenario in this folder", "files whose names end in .yaml");
        var scenarios = files.SelectMany(file => ReadFile(file, problems)).ToList();
        problems.ThrowIfAny();
        return scenarios;
    }

    /// <summary>Reads a text as if it stood in a file of this name.</summary>
    public IReadOnlyList<Scenario> ReadText(string text, string file)
    {
        var problems = new Problems();
        var scenarios = Read(NodeReader.Read(text, file, problems), file, problems);
        problems.ThrowIfAny();
        return scenarios;
    }

    /// <summary>The scenario of a tree without cases; null if anything is wrong with it.</summary>
    internal Scenario? TryRead(MapNode root, string file)
    {
        var problems = new Problems();
        var scenarios = Read(root, file, problems);
        return problems.Count == 0 ? scenarios.SingleOrDefault() : null;
    }

    private List<Scenario> ReadFile(string path, Problems problems)
    {
        try
        {
            return Read(NodeReader.Read(File.ReadAllBytes(path), path, problems), path, problems);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            var neighbours = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal) : null;
            problems.Add(new Position(path, 1, 1), File.Exists(path) ? $"cannot be read: {error.Message}" : "there is no such file or folder",
                "a scenario file, or a folder with some", Path.GetFileName(path), neighbours!);
            return [];
        }
    }

    private List<Scenario> Read(Node? node, string file, Problems problems)
    {
        if (node is null)
            return [];
        if (node is not MapNode map)
        {
            problems.Add(node.At, $"{node.Describe()} is not a scenario", "a mapping that begins with scenario:");
            return [];
        }

        var before = problems.Count;
        var cases = Cases.Of(map, problems);
        var body = map with { Entries = [.. map.Entries.Where(entry => entry.Key.Text is not (Cases.ParametersKey or Cases.RowsKey))] };
        var used = new HashSet<string>(StringComparer.Ordinal);
        var scenarios = new List<Scenario>();
        foreach (var one in problems.Count > before ? [] : cases)
        {
            var substitution = new Substitution(one.Values, problems);
            if (Read(substitution.Apply(body), problems) is { } scenario)
                scenarios.Add(scenario with { File = file, Case = one.Text });
            used.UnionWith(substitution.Used);
        }

        if (problems.Count == before)
            Unused(map, cases, used, problems);
        return scenarios;
    }

    private Scenario? Read(Node body, Problems problems)
    {
        var before = problems.Count;
        var places = new Places();
        var scenario = (Scenario?)new Binder(shapes, places, problems).BindRecord(body, shapes.Record(typeof(Scenario)));
        if (scenario is not null)
            new ScenarioRules(scenario, places, problems).Check(requirements, checks);
        return problems.Count > before ? null : scenario;
    }

    private static void Unused(MapNode map, IReadOnlyList<ScenarioCase> cases, HashSet<string> used, Problems problems)
    {
        foreach (var name in cases.SelectMany(one => one.Values.Keys).Distinct(StringComparer.Ordinal).Where(name => !used.Contains(name)))
        {
            var declared = (map.Find(Cases.ParametersKey) as MapNode)?.Entries.FirstOrDefault(entry => entry.Key.Text == name).Key;
            problems.Add((declared ?? (Node?)map.Find(Cases.RowsKey) ?? map).At, $"the parameter '{name}' is never used", $"${{{name}}} somewhere");
        }
    }
}
