namespace Conformance.Harness.Subjects;

/// <summary>How a subject is started as a program of its own.</summary>
internal static class SubjectCommand
{
    private const string Program = "conformance";

    /// <summary>Program and arguments.</summary>
    /// <param name="name">The subject.</param>
    /// <param name="self">The command that starts this program again; null to look for it beside this assembly.</param>
    public static IReadOnlyList<string> Of(SubjectName name, IReadOnlyList<string>? self) =>
        name.Program is { } program ? [Resolve(program)] : [.. Self(self), "subject", name.Text];

    /// <summary>The command that starts this program again, unless it is known.</summary>
    public static IReadOnlyList<string> Self(IReadOnlyList<string>? known)
    {
        if (known is not null)
            return known;
        var assembly = Path.Combine(AppContext.BaseDirectory, Program + ".dll");
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Program)
            return [Environment.ProcessPath!];
        return File.Exists(assembly)
            ? [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", assembly]
            : throw new Runs.UsageException($"the program that runs the reference is not beside this one: {assembly} does not exist.");
    }

    /// <summary>A path is taken from the folder of the harness, not from that of the run.</summary>
    private static string Resolve(string program) => program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(program) : program;
}
