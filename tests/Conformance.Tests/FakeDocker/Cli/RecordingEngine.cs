using System.Text;
using Conformance.Docker;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>A connection that notes which requests go through it.</summary>
internal sealed class RecordingEngine(IDockerEngine engine, List<string> requests) : IDockerEngine
{
    public EngineCall<T> Begin<T>(EngineOperation<T> operation)
    {
        var request = operation.ToRequest();
        requests.Add(SentRequest.Line(request.Method, request.PathAndQuery, request.Body ?? Encoding.UTF8.GetBytes("")));
        return engine.Begin(operation);
    }
}
