namespace Conformance.FakeDocker;

/// <summary>What the answers about the daemon itself have beside what is acted on.</summary>
internal static class FullSystem
{
    /// <summary>Of version.</summary>
    public static MemberTemplate Version(string newestApi) => new($$$"""
        {"Platform":{"Name":""},"Components":[{"Name":"Engine","Version":"{{{SystemReading.Release}}}","Details":{"ApiVersion":"{{{newestApi}}}",
        "Arch":"amd64","BuildTime":"2023-04-04T18:18:25.000000000+00:00","Experimental":"false","GitCommit":"5d6db84","GoVersion":"go1.19.8",
        "KernelVersion":"5.10.0","MinAPIVersion":"1.12","Os":"linux"}},
        {"Name":"containerd","Version":"1.6.20","Details":{"GitCommit":"2806fc1057397dbaeefbea0e4e17bddfbd388f38"}},
        {"Name":"runc","Version":"1.1.5","Details":{"GitCommit":"v1.1.5-0-gf19387a6"}},
        {"Name":"docker-init","Version":"0.19.0","Details":{"GitCommit":"de40ad0"}}],
        "GitCommit":"5d6db84","GoVersion":"go1.19.8","Os":"linux","Arch":"amd64","KernelVersion":"5.10.0",
        "BuildTime":"2023-04-04T18:18:25.000000000+00:00"}
        """);

    /// <summary>Of info.</summary>
    public static MemberTemplate Info { get; } = new($$$"""
        {"Driver":"vfs","DriverStatus":null,"Plugins":{"Volume":["local"],"Network":["bridge","host","ipvlan","macvlan","null","overlay"],
        "Authorization":null,"Log":["awslogs","fluentd","gcplogs","gelf","journald","json-file","local","logentries","splunk","syslog"]},
        "MemoryLimit":true,"SwapLimit":true,"KernelMemory":true,"KernelMemoryTCP":true,"CpuCfsPeriod":true,"CpuCfsQuota":true,
        "CPUShares":true,"CPUSet":true,"PidsLimit":true,"IPv4Forwarding":true,"BridgeNfIptables":true,"BridgeNfIp6tables":true,
        "Debug":false,"NFd":22,"OomKillDisable":true,"NGoroutines":40,"LoggingDriver":"json-file","CgroupDriver":"cgroupfs",
        "KernelVersion":"5.10.0","OperatingSystem":"Conformance simulation","OSVersion":"1","OSType":"linux","Architecture":"x86_64",
        "IndexServerAddress":"https://index.docker.io/v1/","RegistryConfig":{"AllowNondistributableArtifactsCIDRs":[],
        "AllowNondistributableArtifactsHostnames":[],"InsecureRegistryCIDRs":["127.0.0.0/8"],
        "IndexConfigs":{"docker.io":{"Name":"docker.io","Mirrors":[],"Secure":true,"Official":true}},"Mirrors":[]},
        "NCPU":{{{SystemReading.Processors}}},"MemTotal":8589934592,"GenericResources":null,"DockerRootDir":"/var/lib/docker","HttpProxy":"","HttpsProxy":"",
        "NoProxy":"","Labels":[],"ExperimentalBuild":false,"ServerVersion":"{{{SystemReading.Release}}}",
        "Runtimes":{"io.containerd.runc.v2":{"path":"runc"},"io.containerd.runtime.v1.linux":{"path":"runc"},"runc":{"path":"runc"}},
        "DefaultRuntime":"runc","Swarm":{"NodeID":"","NodeAddr":"","LocalNodeState":"inactive","ControlAvailable":false,"Error":"",
        "RemoteManagers":null},"LiveRestoreEnabled":false,"Isolation":"","InitBinary":"docker-init",
        "ContainerdCommit":{"ID":"2806fc1057397dbaeefbea0e4e17bddfbd388f38","Expected":"2806fc1057397dbaeefbea0e4e17bddfbd388f38"},
        "RuncCommit":{"ID":"v1.1.5-0-gf19387a6","Expected":"v1.1.5-0-gf19387a6"},"InitCommit":{"ID":"de40ad0","Expected":"de40ad0"},
        "SecurityOptions":["name=seccomp,profile=default"],"Warnings":null}
        """);
}
