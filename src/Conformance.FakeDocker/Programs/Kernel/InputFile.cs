namespace Conformance.FakeDocker;

/// <summary>Standard input that comes from a client.</summary>
internal sealed class InputFile(ContainerInput input) : OpenFile
{
    /// <summary>Where it comes from.</summary>
    public ContainerInput Input => input;

    /// <inheritdoc/>
    public override Task<ReadOnlyMemory<byte>> Read(InnerProcess reader, int limit) => input.Read(reader, limit);
}
