using System.Collections;
using System.CommandLine;
using Conformance.Containerizer;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.Cli.Commands;

/// <summary><c>fetcher</c>: the program mesos-fetcher of an agent at a real daemon. Hidden, because only the harness starts it.</summary>
internal static class FetcherCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("fetcher", "Fetches what MESOS_EXECUTOR_URIS names into MESOS_WORK_DIRECTORY, as mesos-fetcher does.") { Hidden = true };
        command.SetAction(_ => EventLoop.Run(() => new Fetcher(new LocalMachine { Network = new LocalNetwork() }, Variables(), Say).Run()));
        return command;
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);

    private static Task Say(ReadOnlyMemory<byte> words)
    {
        using var error = Console.OpenStandardError();
        error.Write(words.Span);
        return Task.CompletedTask;
    }
}
