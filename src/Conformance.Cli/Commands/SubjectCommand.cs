using System.CommandLine;
using Conformance.Harness.Subjects;

namespace Conformance.Cli.Commands;

/// <summary><c>subject</c>: the reference as a program that speaks the stdio protocol; how the harness itself runs it on a real daemon.</summary>
internal static class SubjectCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "reference[:api][@PROFILE]" };
        var command = new Command("subject", "Runs the reference containerizer on the stdio protocol (proto/README.md).") { name };
        command.SetAction(parsed => SubjectProgram.Run(
            parsed.GetValue(name)!, Console.OpenStandardInput(), Console.OpenStandardOutput(), terminal.Error));
        return command;
    }
}
