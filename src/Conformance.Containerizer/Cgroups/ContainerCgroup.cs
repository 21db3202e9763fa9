namespace Conformance.Containerizer;

/// <summary>Folders of a container's control groups.</summary>
/// <param name="Cpu">Of <c>cpu</c>; null if that controller is not mounted.</param>
/// <param name="CpuAccount">Of <c>cpuacct</c>.</param>
/// <param name="Memory">Of <c>memory</c>.</param>
/// <param name="IsUnified">Version 2: all three are the same folder, the files have other names.</param>
public sealed record ContainerCgroup(string? Cpu, string? CpuAccount, string? Memory, bool IsUnified);
