using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// The files of a scenario that launches can fetch: in a folder of the host, or behind a small web server that answers as the
/// scenario says. It listens in the process that places them.
/// </summary>
/// <param name="scenario">Whose files.</param>
/// <param name="machine">The machine.</param>
/// <param name="folder">Where those of the host are.</param>
/// <param name="registry">Host and port of the registry, for their contents.</param>
/// <param name="scale">By how much the durations of the scenario are divided.</param>
internal sealed class ScenarioFiles(Scenario scenario, IMachine machine, string folder, string registry, double scale = 1) : IDisposable
{
    private const int NotFound = 404;
    private readonly Dictionary<string, string> uris = new(StringComparer.Ordinal);
    private IListener? listener;

    /// <summary>Host and port of the registry.</summary>
    public string Registry => registry;

    /// <summary>URI of a file by its name in the scenario; what is no name of one is a URI itself.</summary>
    public string Uri(string file) => uris.GetValueOrDefault(file, file);

    /// <summary>Writes the files and begins to listen.</summary>
    public async Task Place()
    {
        foreach (var file in scenario.Files)
        {
            if (file.Http is not null)
            {
                listener ??= await machine.Network.Listen("127.0.0.1:0", Serve);
                uris[file.Name] = $"http://{listener.Address}/{file.Name}";
                continue;
            }

            var path = $"{folder}/{file.Name}";
            await machine.Disk.Write(path, FileContents.Of(file, registry));
            uris[file.Name] = "file://" + path;
        }
    }

    /// <summary>Listens no more.</summary>
    public void Dispose() => listener?.Dispose();

    private async Task<HttpAnswer> Serve(HttpCall call)
    {
        if (scenario.Files.FirstOrDefault(file => "/" + file.Name == call.Path) is not { Http: { } http } file)
            return new HttpAnswer(NotFound);
        if (http.Hang)
            await machine.Completion<bool>().Task;
        await Task.Delay(http.Delay / scale, machine.Time);
        return http.Cut
            ? throw new NetworkException(NetworkFailure.Cut, call.Address)
            : new HttpAnswer(http.Status, FileContents.Of(file, registry));
    }
}
