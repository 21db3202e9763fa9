using Conformance.Docker;

namespace Conformance.Harness.Runs;

/// <summary>What real clients see of a simulated host.</summary>
/// <param name="NewestApi">Newest version of the API that its daemon speaks.</param>
/// <param name="HostName">Its name; null for the usual one.</param>
/// <param name="HasBridge">Whether its daemon has a default network.</param>
internal sealed record ServedHost(ApiVersion NewestApi, string? HostName, bool HasBridge);
