namespace Conformance.FakeDocker;

/// <summary>The programs that simulated images can have.</summary>
internal static class ContainerWords
{
    private static readonly SortedDictionary<string, ContainerWord> Words = new(StringComparer.Ordinal)
    {
        ["["] = TestWord.Run,
        ["ash"] = ShellProgram.Run,
        ["basename"] = PathWords.BaseName,
        ["busybox"] = BusyboxWord.Run,
        ["cat"] = TextWords.Cat,
        ["chmod"] = FileWords.ChangeMode,
        ["cp"] = FileWords.Copy,
        ["cut"] = CutWord.Run,
        ["date"] = DateWord.Run,
        ["dirname"] = PathWords.FolderName,
        ["echo"] = EchoWord.Run,
        ["env"] = EnvironmentWords.Env,
        ["expr"] = ExprWord.Run,
        ["false"] = static _ => Task.FromResult(1),
        ["head"] = HeadTailWords.Head,
        ["hostname"] = SystemWords.HostName,
        ["id"] = SystemWords.Id,
        ["kill"] = KillWord.Run,
        ["ls"] = ListWord.Run,
        ["mkdir"] = FileWords.MakeFolder,
        ["mv"] = FileWords.Move,
        ["nc"] = NetcatWord.Run,
        ["nproc"] = SystemWords.Processors,
        ["printenv"] = EnvironmentWords.PrintEnv,
        ["printf"] = PrintfWord.Run,
        ["ps"] = SystemWords.Processes,
        ["pwd"] = SystemWords.PrintFolder,
        ["rm"] = FileWords.Remove,
        ["rmdir"] = FileWords.RemoveFolder,
        ["seq"] = SequenceWord.Run,
        ["sh"] = ShellProgram.Run,
        ["sleep"] = SleepWord.Run,
        ["sync"] = static _ => Task.FromResult(0),
        ["tail"] = HeadTailWords.Tail,
        ["tee"] = TextWords.Tee,
        ["test"] = TestWord.Run,
        ["touch"] = FileWords.Touch,
        ["tr"] = TranslateWord.Run,
        ["true"] = static _ => Task.FromResult(0),
        ["uname"] = SystemWords.SystemName,
        ["wc"] = TextWords.Count,
        ["wget"] = WgetWord.Run,
        ["whoami"] = SystemWords.WhoAmI,
        ["yes"] = TextWords.Yes,
    };

    /// <summary>Programs of busybox that scripts use and that are not simulated.</summary>
    private static readonly string[] Missing =
    [
        "awk", "base64", "comm", "cmp", "dd", "df", "diff", "du", "find", "flock", "free", "fuser", "grep", "gunzip", "gzip", "hexdump",
        "ip", "killall", "ln", "md5sum", "mktemp", "mount", "netstat", "nice", "nohup", "nslookup", "od", "paste", "pgrep", "ping",
        "pkill", "readlink", "realpath", "rev", "route", "sed", "setsid", "sha256sum", "sort", "split", "stat", "strings", "su", "tac", "tar", "time",
        "timeout", "top", "traceroute", "truncate", "tty", "umount", "uniq", "uptime", "usleep", "vi", "watch", "which", "xargs", "zcat",
    ];

    /// <summary>In ordinal order.</summary>
    public static IReadOnlyCollection<string> Names => Words.Keys;

    /// <summary>The program of that name, or null.</summary>
    public static ContainerWord? Find(string name) => Words.GetValueOrDefault(name);

    /// <summary>Whether real images mostly have it and simulated ones cannot.</summary>
    public static bool IsMissing(string name) => Array.IndexOf(Missing, name) >= 0;
}
