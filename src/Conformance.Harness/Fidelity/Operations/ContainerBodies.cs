namespace Conformance.Harness.Fidelity;

/// <summary>Bodies of <c>POST /containers/create</c>.</summary>
internal static class ContainerBodies
{
    /// <summary>The image that every daemon of a comparison has: busybox, with a CMD.</summary>
    public const string Image = "box";

    /// <summary>What a program's container says when it can be signalled.</summary>
    public const string ReadyWord = "ready";

    /// <summary>A body with a label that filters name.</summary>
    public const string Labelled = """{"Image":"box","Labels":{"a":"b"}}""";

    /// <summary>Leaves the command to the image.</summary>
    public const string NoCommand = "\"Cmd\":null";

    /// <summary>Whether an image of such a container takes any other command instead.</summary>
    public static bool IsPlain(string program) =>
        !new[] { "Entrypoint", "User", "StopSignal", "Tty", "OpenStdin" }.Any(member => program.Contains(member, StringComparison.Ordinal));

    /// <summary>Members of the body that make a program.</summary>
    public static IReadOnlyList<string> Of(ModelProgram program) => program switch
    {
        ModelProgram.Sleeps => ["\"Cmd\":[\"sleep\",\"1000\"]", "\"Entrypoint\":[\"sleep\"],\"Cmd\":[\"1000\"]", "\"Cmd\":[\"sh\",\"-c\",\"sleep 1000\"],\"StopSignal\":\"SIGUSR1\""],
        ModelProgram.Obeys => ["\"Cmd\":[\"sh\",\"-c\",\"trap 'exit 7' TERM; echo ready; while :; do sleep 1000 & wait $!; done\"]"],
        ModelProgram.Ends =>
        [
            "\"Cmd\":[\"true\"]", "\"Cmd\":[\"false\"]", NoCommand, "\"Cmd\":\"true\"",
            "\"Cmd\":[\"sh\",\"-c\",\"echo one; echo two; echo three; exit 3\"]",
            "\"Cmd\":[\"sh\",\"-c\",\"echo wrong >&2; exit 125\"]",
            "\"Cmd\":[\"sh\",\"-c\",\"echo $A $B $HOME; pwd\"],\"Env\":[\"A=1\",\"B\",\"A=2\"],\"WorkingDir\":\"/proc\"",
            "\"Cmd\":[\"printf\",\"no line\"]",
            "\"Cmd\":[\"echo\",\"typed\"],\"Tty\":true",
        ],
        ModelProgram.Copies => ["\"Cmd\":[\"cat\"],\"OpenStdin\":true,\"StdinOnce\":true,\"AttachStdin\":true"],
        _ =>
        [
            "\"Cmd\":[\"nosuch\"]", "\"Cmd\":[\"/no/such\"]", "\"Cmd\":[\"/bin\"]", "\"Cmd\":[\"true\"],\"User\":\"nobody-here\"",
            "\"Cmd\":[\"\"]",
        ],
    };

    /// <summary>More members, each of which changes only what is echoed.</summary>
    public static IReadOnlyList<string> Extras { get; } =
    [
        "", "", "", "\"Labels\":{\"a\":\"b\",\"c\":\"\"}", "\"Hostname\":\"inner\",\"Domainname\":\"d\"", "\"ExposedPorts\":{\"80/tcp\":{}}", "\"Volumes\":{}", "\"NetworkDisabled\":false",
        "\"StopTimeout\":0", "\"AttachStdout\":true,\"AttachStderr\":true", "\"Volumes\":{\"/anon\":{}}",
    ];

    /// <summary>Members of HostConfig, each of which may stand alone beside the network.</summary>
    public static IReadOnlyList<string> HostExtras { get; } =
    [
        "", "", "", "\"Memory\":67108864", "\"CpuShares\":512", "\"Binds\":[\"/usr:/m:ro\"]", "\"RestartPolicy\":{\"Name\":\"no\"}", "\"Dns\":[\"8.8.8.8\"],\"ExtraHosts\":[\"a:1.2.3.4\"]",
        "\"ReadonlyRootfs\":true", "\"Tmpfs\":{\"/t\":\"\"}", "\"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"max-size\":\"1m\"}}", "\"ShmSize\":1048576", "\"PidsLimit\":100", "\"Init\":false",
    ];

    /// <summary>Bodies that no daemon takes.</summary>
    public static IReadOnlyList<string> Refused { get; } =
    [
        "{}", "{\"Image\":\"\"}", "{\"Image\":\"nosuch\"}", "{\"Image\":\"nosuch:tag\"}", "{\"Image\":\"UPPER\"}",
        "{\"Image\":\"nosuch@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
        "{\"Image\":\"box\",\"Entrypoint\":[\"\"]}", "{\"Image\":\"box\",\"Env\":[\"=x\"]}", "{\"Image\":\"box\",\"WorkingDir\":\"rel\"}", "{\"Image\":\"box\",\"StopSignal\":\"BAD\"}",
        Host("\"Memory\":1000"), Host("\"Memory\":67108864,\"MemorySwap\":1000000"), Host("\"RestartPolicy\":{\"Name\":\"bogus\"}"),
        Host("\"RestartPolicy\":{\"Name\":\"always\",\"MaximumRetryCount\":2}"), Host("\"AutoRemove\":true,\"RestartPolicy\":{\"Name\":\"always\"}"),
        Host("\"Binds\":[\"/usr:/x\",\"/bin:/x\"]"), Host("\"Binds\":[\"/usr:/x:badmode\"]"), Host("\"Binds\":[\"rel:mnt\"]"), Host("\"Binds\":[\"/usr:/\"]"),
        Host("\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/no/such/p\",\"Target\":\"/x\"}]"), Host("\"LogConfig\":{\"Type\":\"bogus\"}"), Host("\"VolumesFrom\":[\"nosuch\"]"),
        "{\"Image\":\"box\",\"ExposedPorts\":{\"99999\":{}}}", Host("\"PortBindings\":{\"99999\":[{}]}"), "{\"Image\":", "{\"Image\" 7}", "{box}", "{\"Image\":7}",
    ];

    /// <summary>A body with one member of HostConfig.</summary>
    public static string Host(string member) => "{\"Image\":\"box\",\"HostConfig\":{" + member + "}}";

    /// <summary>A whole body, of the image that every daemon has.</summary>
    public static string Whole(string program, string extra, string network) => Whole(Image, program, extra, network);

    /// <summary>A whole body.</summary>
    public static string Whole(string image, string program, string extra, string network, params IEnumerable<string> host) =>
        "{" + string.Join(',', Present([$"\"Image\":\"{image}\"", program, extra, "\"HostConfig\":{" + string.Join(',', Present([$"\"NetworkMode\":\"{network}\"", .. host])) + "}"])) + "}";

    private static IEnumerable<string> Present(IEnumerable<string> members) => members.Where(member => member.Length > 0);
}
