using System.Xml.Linq;

namespace Conformance.Tests.Tidy;

/// <summary>Data flows one way: a room imports only rooms below it.</summary>
[TestFixture]
public class RoomsKeepTheirFloor
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Machine"] = [],
        ["Mesos"] = [],
        ["Docker"] = ["Machine"],
        ["Simulation"] = ["Machine"],
        ["Containerizer"] = ["Mesos", "Machine", "Docker"],
        ["FakeDocker"] = ["Machine", "Docker", "Simulation"],
        ["Faults"] = ["Machine", "Docker"],
        ["Gateway"] = ["Machine", "Docker", "Simulation", "FakeDocker", "Faults"],
        ["Harness"] = ["Mesos", "Machine", "Docker", "Simulation", "Containerizer", "FakeDocker", "Faults", "Gateway"],
        ["Cli"] = ["Mesos", "Machine", "Docker", "Simulation", "Containerizer", "FakeDocker", "Faults", "Gateway", "Harness"],
    };

    private static IEnumerable<string> Rooms() =>
        Directory.EnumerateDirectories(Repository.At("src")).Select(path => Path.GetFileName(path)["Conformance.".Length..]).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Rooms))]
    public void A_room_imports_only_rooms_below_it(string room)
    {
        Assert.That(Allowed, Contains.Key(room), "a new room needs a floor");
        var project = XDocument.Load(Repository.At("src", "Conformance." + room, $"Conformance.{room}.csproj"));
        var imports = project.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Conformance.".Length..]);
        Assert.That(imports, Is.SubsetOf(Allowed[room]));
    }

    [TestCaseSource(nameof(Rooms))]
    public void A_room_names_no_room_above_it(string room)
    {
        var banned = Allowed.Keys.Except(Allowed[room]).Where(other => other != room).Select(other => "Conformance." + other).ToList();
        var found = from file in Repository.Files(".cs")
                    where file.StartsWith($"src/Conformance.{room}/", StringComparison.Ordinal)
                    from line in File.ReadLines(Repository.At(file))
                    where line.StartsWith("using ", StringComparison.Ordinal)
                    let name = line["using ".Length..].TrimEnd(';')
                    where banned.Any(other => name == other || name.StartsWith(other + ".", StringComparison.Ordinal))
                    select $"{file}: {line}";
        Assert.That(found, Is.Empty);
    }
}
