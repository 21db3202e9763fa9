using System.CommandLine;
using Conformance.Gateway;

namespace Conformance.Cli.Commands;

/// <summary><c>doctor</c>: what dead runs left on this host, and its removal.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var clean = new Option<bool>("--clean") { Description = "Remove what is found." };
        var host = new Option<string?>("--docker-host") { Description = "Look at this daemon too for containers that runs have made there." };
        var command = new Command("doctor", "Finds what harness runs that were killed have left behind; touches nothing else.") { clean, host };
        command.SetAction(async (parsed, _) =>
        {
            var remove = parsed.GetValue(clean);
            List<DoctorFinding> findings = [.. await Doctor.Examine(remove)];
            if (parsed.GetValue(host) is { } address)
                findings.AddRange(await Doctor.Examine(DockerAddress.Parse(address), remove));
            foreach (var finding in findings)
                terminal.Out.WriteLine((finding.IsCleaned ? "removed  " : "found    ") + finding.Line);
            var left = findings.Count(finding => !finding.IsCleaned);
            terminal.Out.WriteLine(findings.Count == 0
                ? "Nothing is left of any dead run."
                : $"{findings.Count} found, {findings.Count - left} removed.{(left > 0 && !remove ? " ./run.sh doctor --clean removes them." : "")}");
            return left == 0 ? ExitCodes.Held : ExitCodes.Violated;
        });
        return command;
    }
}
