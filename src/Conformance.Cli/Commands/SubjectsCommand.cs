using System.CommandLine;
using Conformance.Containerizer;
using Conformance.Harness.Subjects;

namespace Conformance.Cli.Commands;

/// <summary><c>subjects</c>: what can be tested.</summary>
internal static class SubjectsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("subjects", "Lists the forms in which a containerizer under test is named, and the profiles.");
        command.SetAction(_ =>
        {
            foreach (var shape in SubjectName.Shapes)
                terminal.Out.WriteLine(shape);
            terminal.Out.WriteLine("profiles: " + string.Join(", ", Profile.All.Select(profile => profile.Name)));
            return ExitCodes.Held;
        });
        return command;
    }
}
