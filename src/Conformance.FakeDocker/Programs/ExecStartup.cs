namespace Conformance.FakeDocker;

/// <summary>A command that is started in a running container.</summary>
/// <param name="Start">Words, environment, folder.</param>
/// <param name="User">As whom.</param>
/// <param name="Input">Standard input; null for one that is empty.</param>
/// <param name="Write">Takes output of stream 1 or 2; bytes must be copied when kept. Awaited, so a slow taker slows the command.</param>
/// <param name="Ended">Told of its exit code, 0 to 255, in the container's process.</param>
internal sealed record ExecStartup(
    ProgramStart Start, ContainerUser User, ContainerInput? Input, Func<int, ReadOnlyMemory<byte>, Task> Write, Action<int> Ended);
