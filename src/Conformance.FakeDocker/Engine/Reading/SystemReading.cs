using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>ping and version: the daemon that was measured, 20.10.24.</summary>
internal static class SystemReading
{
    /// <summary>Newest API version.</summary>
    public const string ApiVersion = "1.41";

    private static readonly Task<PingReply> PingAnswer = Task.FromResult(new PingReply(ApiVersion));
    private static readonly Task<VersionReply> VersionAnswer = Task.FromResult(new VersionReply("20.10.24", ApiVersion, "1.12"));

    /// <summary>200.</summary>
    public static Task<PingReply> Ping() => PingAnswer;

    /// <summary>200.</summary>
    public static Task<VersionReply> Version() => VersionAnswer;
}
