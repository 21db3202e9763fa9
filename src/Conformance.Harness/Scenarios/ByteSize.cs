namespace Conformance.Harness.Scenarios;

/// <summary>A number of bytes; <c>40MB</c> is 40,000,000 and <c>64MiB</c> 67,108,864 in a scenario.</summary>
/// <param name="Bytes">Bytes.</param>
public readonly record struct ByteSize(long Bytes);
