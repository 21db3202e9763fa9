using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>
/// Where in the sandbox's files the container's own output begins: after what the fetcher said. Kept in the file
/// <c>docker.output</c> of the run's checkpoints, for whoever adopts the container and completes its output.
/// </summary>
/// <param name="Stdout">Bytes before it in <c>stdout</c>.</param>
/// <param name="Stderr">Bytes before it in <c>stderr</c>.</param>
public sealed record OutputBegin(int Stdout, int Stderr)
{
    /// <summary>At the beginning of both.</summary>
    public static OutputBegin Zero { get; } = new(0, 0);

    /// <summary>At their present ends.</summary>
    public static async Task<OutputBegin> Measure(RunPaths run, IDisk disk) =>
        new((int)((await disk.Look(run.Stdout))?.Length ?? 0), (int)((await disk.Look(run.Stderr))?.Length ?? 0));

    /// <summary>Writes the file.</summary>
    public Task Write(string metaFolder, IDisk disk) =>
        disk.WriteAtomically(PathOf(metaFolder), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Stdout} {Stderr}")));

    /// <summary>What the file says; <see cref="Zero"/> without one.</summary>
    public static async Task<OutputBegin> Read(string metaFolder, IDisk disk)
    {
        try
        {
            var words = Encoding.ASCII.GetString(await disk.Read(PathOf(metaFolder)) ?? []).Split(' ');
            return words.Length == 2 && TryLength(words[0], out var stdout) && TryLength(words[1], out var stderr)
                ? new OutputBegin(stdout, stderr)
                : Zero;
        }
        catch (IOException)
        {
            return Zero;
        }
    }

    private static string PathOf(string metaFolder) => metaFolder + "/docker.output";

    private static bool TryLength(string text, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length);
}
