using System.Text;
using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Harness.Subjects;

/// <summary>
/// The reference containerizer as a program of its own: what <c>conformance subject reference[:api][@PROFILE]</c> runs. It speaks
/// the stdio protocol (proto/README.md), so that a crash is a SIGKILL of this process and nothing less.
/// </summary>
public static class SubjectProgram
{
    private const int ExitProtocol = 64;

    /// <summary>Serves until its input ends. The exit code is 0, or 64 when the other side broke the protocol.</summary>
    /// <param name="subject">Name of a reference subject.</param>
    /// <param name="input">Lines of the harness.</param>
    /// <param name="output">Lines to the harness; nobody else may write to it.</param>
    /// <param name="error">For a person.</param>
    /// <exception cref="Runs.UsageException">There is no such subject, or it is a program of its own.</exception>
    public static int Run(string subject, Stream input, Stream output, TextWriter error)
    {
        var name = SubjectName.Parse(subject);
        if (name.Kind != "reference")
            throw new Runs.UsageException($"subject '{subject}' is a program already; only the reference is run this way.");
        return EventLoop.Run(() => Serve(name, input, output, error));
    }

    private static async Task<int> Serve(SubjectName name, Stream input, Stream output, TextWriter error)
    {
        var profile = Profile.Parse(name.Profile)!;
        List<string> capabilities = [StdioProtocol.Points];
        if (profile.HasExecutors)
            capabilities.Add(StdioProtocol.Executors);
        if (profile.PassesLabels)
            capabilities.Add(StdioProtocol.Labels);
        var server = new StdioServer(new LocalMachine { Network = new LocalNetwork() }, name.Text, capabilities, Create, Send);
        using var reader = new StreamReader(input, new UTF8Encoding(false));
        try
        {
            while (await reader.ReadLineAsync() is { } line)
                server.Receive(line);
            return 0;
        }
        catch (StdioProtocolException broken)
        {
            error.WriteLine(broken.Message);
            return ExitProtocol;
        }

        IContainerizer Create(IMachine machine, ContainerizerOptions options)
        {
            IDocker docker = name.UsesApi
                ? new ApiDocker(new HttpDockerEngine(EngineTransport.CreateInvoker(options.DockerHost)), machine)
                : new CliDocker(machine, new DockerArguments(options.DockerProgram, options.DockerHost), options.Installation);
            return ContainerizerFactory.Create(machine, docker, options, profile);
        }

        void Send(string line)
        {
            output.Write(Encoding.UTF8.GetBytes(line + "\n"));
            output.Flush();
        }
    }
}
