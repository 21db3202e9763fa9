using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Programs;

/// <summary>
/// Random scripts with traps and signals. None depends on time: a shell signals itself, or a child that <c>settle</c> has seen asleep, or a
/// parent that <c>settle</c> has seen waiting; whoever writes has nobody beside it that writes, too; and a child only sends its outermost
/// shell what that one has a trap for, or sends it once, since nobody can be signalled for sure after it may have died. The last command is
/// never a signal to PPID: a shell that is replaced by its last program would hand that one the parent of the whole script.
/// </summary>
internal static class SignalScripts
{
    private const int Depth = 2;

    /// <summary>Where a command stands.</summary>
    private enum Place
    {
        /// <summary>In the outermost shell: nobody writes when it has died but its own children.</summary>
        Outermost,

        /// <summary>In a shell that another waits for: when it dies, that one writes at once.</summary>
        Nested,

        /// <summary>In a part of a shell.</summary>
        Subshell,
    }

    private const string Prelude = "f() { echo f:$1; return 4; }\ntrap 'echo S:$?' USR2\n";

    private static readonly Gen<string> Few = Gen.Elements("TERM", "USR1", "INT");

    private static readonly Gen<string> Signal =
        Gen.Elements("TERM", "INT", "USR1", "HUP", "QUIT", "ALRM", "PIPE", "CONT", "WINCH", "15", "SIGUSR1", "usr1", "TERM", "USR1", "INT");

    private static readonly Gen<string> Quiet = Gen.Elements(
        "echo T:$?",
        "echo T:$?; exit",
        "echo T:$?; exit 7",
        "exit",
        "false",
        ":",
        "n=$((n+1)); echo n$n",
        "f trap",
        "set -- x y",
        "echo a; (exit 5); echo b:$?",
        "echo \"$(echo sub)\"",
        "nosuch",
        "cd /nope",
        "break",
        "continue",
        "return 6",
        "return",
        "shift 9; echo s:$?",
        "echo $x; x=new",
        "{ echo l; echo r; } | cat",
        "eval 'echo e:$?'",
        "sh -c 'exit 9'; echo c:$?",
        "set +e; false; echo off",
        "true && false");

    private static readonly Gen<string> Loud = Gen.OneOf(
        Few.Select(signal => $"echo in; trap - {signal}"),
        Few.Select(signal => $"trap 'echo nested:$?' {signal}; echo out"),
        Few.Select(signal => $"echo again; trap '' {signal}; kill -{signal} $$; echo spared"),
        Few.Select(signal => $"trap - {signal}; kill -{signal} $$; echo no"),
        Few.Select(signal => $"trap 'echo inner:$?' {signal}; kill -{signal} $$; echo outer:$?"));

    /// <summary>A child, what it does with a signal, and a shell that looks at its end.</summary>
    private static readonly Gen<string> ToChild = Gen.OneOf(
        Signal.Select(signal => $"(sh -c 'kill -{signal} $PPID; :'; echo c); echo p:$?"),
        Signal.Select(signal => $"x=$(echo a; sh -c 'kill -{signal} $PPID; :'; echo c); echo \"$x:$?\""),
        Signal.Select(signal => $"{{ sh -c 'kill -{signal} $PPID; :'; echo l; }} | cat; echo p:$?"),
        Signal.Select(signal => $"echo l | {{ cat; sh -c 'kill -{signal} $PPID; :'; echo r; }}; echo p:$?"),
        Signal.Select(signal => $"sh -c 'kill -{signal} $$; echo c'; echo p:$?"),
        Signal.Select(signal => $"(exec sh -c 'kill -{signal} $$; echo c'; echo no); echo p:$?"),
        Signal.Select(signal => $"! (sh -c 'kill -{signal} $PPID; :'; echo c); echo p:$?"),
        Signal.Select(signal => $"trap '' {signal}; sh -c 'trap \"echo no\" {signal}; kill -{signal} $$; echo c; trap'; echo p:$?"),
        Quiet.SelectMany(action => Signal.Select(signal => $"(trap {Quoted(action)} {signal}; sh -c 'kill -{signal} $PPID; :'; echo c:$?); echo p:$?")),
        Quiet.SelectMany(action => Signal.Select(signal => $"sh -c {Quoted($"trap {Quoted(action)} {signal}; kill -{signal} $$; echo c:$?")}; echo p:$?")),
        Quiet.SelectMany(action => Signal.Select(signal => $"sh -e -c {Quoted($"trap {Quoted(action)} {signal} EXIT; kill -{signal} $$; echo c:$?; false")}; echo p:$?")),
        Quiet.SelectMany(action => Signal.Select(signal => $"{{ trap {Quoted(action)} {signal}; sh -c 'kill -{signal} $PPID; :'; echo l; }} | cat; echo p:$?")),
        Gen.Elements(
            "yes | head -n 1; echo p:$?",
            "(yes; echo no) | head -n 1",
            "{ sh -c 'yes'; echo y:$? >&2; } | head -n 1",
            "trap '' PIPE; { sh -c 'kill -PIPE $$; echo on'; } | cat"));

    /// <summary>Jobs in the background that are ended and waited for.</summary>
    private static readonly Gen<string> Job = Gen.OneOf(
        Few.Select(signal => $"sh -c 'settle $PPID; kill -{signal} $$; exit 5' & wait $!; echo w:$?"),
        Signal.Select(signal => $"hold & settle $!; kill -{signal} $!; settle $!; kill -KILL $! 2>/dev/null; settle $!; wait $!; echo w:$?"),
        Gen.Elements("TERM", "HUP", "USR1", "ALRM").Select(signal => $"hold & settle $!; kill -{signal} $!; settle $!; wait $!; echo w:$?; wait; echo w:$?; wait $!; echo w:$?"),
        // A job in the background ignores INT from its start, and has no say about it.
        Quiet.SelectMany(action => Gen.Elements("TERM", "HUP", "USR1").Select(
            signal => $"(trap {Quoted(action)} {signal}; hold & wait $!; echo j:$?) & settle $!; kill -{signal} $!; wait $!; echo w:$?")),
        Few.Select(signal => $"(trap 'echo no' INT; hold) & settle $!; kill -INT $!; settle $!; kill -{signal} $!; settle $!; kill -KILL $! 2>/dev/null; settle $!; wait $!; echo w:$?"),
        Few.Select(signal => $"(trap '' {signal}; hold) & settle $!; kill -{signal} $!; settle $!; kill -KILL $!; settle $!; wait $!; echo w:$?"),
        Few.Select(signal => $"trap '' {signal}; hold & settle $!; kill -{signal} $!; settle $!; kill -KILL $!; settle $!; wait $!; echo w:$?"),
        Gen.Elements("USR1", "TERM", "WINCH").Select(
            signal => "{ while [ ! -s p ]; do :; done; read q <p; settle $q; kill -" + signal + " $q; settle $q; echo line; } | " +
            "sh -c 'trap \"echo T:\\$?\" " + signal + "; echo $$ >p; read x; echo $?:$x; read y; echo $?:$y'; rm p"),
        Gen.Elements(
            "(exit 4) & p=$!; (exit 5) & wait $p $!; echo w:$?; wait $p; echo w:$?",
            "true & wait; echo w:$?; wait $!; echo w:$?",
            "sh -c 'settle $PPID; kill -9 $$' & wait $!; echo w:$?",
            "(trap 'echo x' EXIT; exit 4) & wait $!; echo w:$?",
            "sh -c 'settle $PPID; kill -HUP $$' & wait; echo w:$?",
            "(settle $$; kill -USR2 $$; settle $$) & wait $!; wait $!; echo w:$?"));

    private static readonly Gen<string> Plain = Gen.Elements(
        "echo o:$?",
        "x=old; echo $x",
        "false",
        "set -e",
        "set +e",
        "(exit 4); echo s:$?",
        "f a b",
        "nosuch",
        "true",
        "exit 8",
        "(exit 6)",
        "f x || echo or",
        "kill -USR2 $$; echo k:$?",
        "(kill -USR2 $$; echo c); echo p:$?",
        "kill -USR2 $$ | cat; echo p:$?",
        "exec sh -c 'echo exec; kill -TERM $$; echo on'",
        "printf 'a\\nb\\n' | { read y; kill -USR2 $$; read z; echo $y$z; }; echo p:$?");

    /// <summary>A whole script.</summary>
    public static Gen<string> Script => Whole(Depth, Place.Outermost);

    private static Gen<string> Whole(int depth, Place place) => List(depth, place).Select(body => $"{Prelude}{body}\necho end:$?");

    private static Gen<string> List(int depth, Place place) =>
        Command(depth, place).NonEmptyListOf().Select(commands => string.Join('\n', commands.Take(4)));

    private static Gen<string> Command(int depth, Place place) => depth == 0
        ? Simple(place)
        : Gen.Frequency(
            (6, Simple(place)),
            (1, List(depth - 1, Place.Subshell).Select(body => $"(\n{body}\n)\necho p:$?")),
            (1, List(depth - 1, Place.Subshell).Select(body => $"{{\n{body}\n}} | cat\necho p:$?")),
            (1, List(depth - 1, Place.Subshell).Select(body => $"x=$(\n{body}\n)\necho \"p:$?:$x\"")),
            (1, List(depth - 1, place).Select(body => $"g() {{\n{body}\nreturn 2; }}\ng\necho g:$?")),
            (1, List(depth - 1, place).Select(body => $"for i in 1 2; do\n{body}\ndone\necho l:$?")),
            (1, Whole(depth - 1, Place.Nested).Select(body => $"sh -c {Quoted(body)}\necho p:$?")),
            (1, Command(depth - 1, place).SelectMany(test => Command(depth - 1, place).Select(
                body => $"if {test}\nthen {body}\nelse echo else:$?\nfi"))),
            (1, Command(depth - 1, place).Select(body => $"{{ {body}\n}} || echo or:$?")));

    private static Gen<string> Simple(Place place) => place != Place.Subshell
        ? Gen.Frequency((3, Trap(Gen.OneOf(Quiet, Loud))), (3, ToItself), (1, FromSilentChild), (place == Place.Outermost ? 1 : 0, FromTalkingChild),
            (3, ToChild), (2, Job), (1, Plain))
        : Gen.Frequency((3, Trap(Quiet)), (3, ToChild), (2, Job), (1, Plain));

    private static Gen<string> Trap(Gen<string> actions) => Gen.OneOf(
        actions.SelectMany(action => Signal.Select(signal => $"trap {Quoted(action)} {signal}")),
        actions.SelectMany(action => Few.Select(signal => $"trap {Quoted(action)} {signal}")),
        actions.Select(action => $"trap {Quoted(action)} EXIT"),
        actions.SelectMany(action => Signal.SelectMany(first => Few.Select(second => $"trap -- {Quoted(action)} {first} {second}"))),
        Signal.Select(signal => $"trap '' {signal}"),
        Signal.Select(signal => $"trap - {signal}"),
        Signal.Select(signal => $"trap {signal}"),
        Gen.Elements(
            "trap", "trap -", "trap - EXIT", "trap 0", "trap 'echo zero' 0", "trap '' EXIT", "trap 'echo no' NOPE; echo bad:$?",
            "(trap)", "trap | cat", "echo \"$(trap)\"", "trap 'echo k' KILL; echo k:$?"));

    private static Gen<string> ToItself => Gen.OneOf(
        Signal.SelectMany(signal => Gen.Elements(
            $"kill -{signal} $$", $"kill -s {signal} $$", $"kill -{signal} $$; echo k:$?", $"f $(kill -{signal} $$)", $"! kill -{signal} $$",
            $"kill -{signal} $$ && echo sent || echo not")),
        Few.SelectMany(first => Few.Select(second => $"kill -{first} $$; kill -{second} $$; echo k:$?")),
        Gen.Elements("kill $$", "kill -0 $$; echo $?", "kill -KILL $$", "kill -0 $$ $$; echo $?", "kill -NOPE $$; echo $?", "kill; echo $?",
            "kill -TERM x; echo $?", "kill -l TERM; kill -l 137"));

    private static Gen<string> FromTalkingChild => Gen.OneOf(
        Signal.Select(signal => $"(trap 'echo no' {signal}; kill -{signal} $$; echo c); echo p:$?"),
        Signal.Select(signal => $"sh -c 'kill -{signal} $PPID; :'; echo p:$?"),
        Signal.Select(signal => $"x=$(echo a; kill -{signal} $$; echo b); echo \"x:$x:$?\""),
        Signal.Select(signal => $"echo l | {{ read y; kill -{signal} $$; echo r:$y; }}; echo p:$?"),
        // Not before there is a reader.
        Signal.Select(signal => $"{{ settle $$; kill -{signal} $$; echo l; }} | cat; echo p:$?"));

    private static Gen<string> FromSilentChild => Gen.OneOf(
        Signal.Select(signal => $"(kill -{signal} $$)"),
        Signal.Select(signal => $"(kill -{signal} $$); echo p:$?"),
        Signal.Select(signal => $"kill -{signal} $$ | cat; echo p:$?"),
        Signal.Select(signal => $"x=$(kill -{signal} $$); echo p:$?"),
        Signal.Select(signal => $"(settle $$; kill -{signal} $$; settle $$; exit 3) & wait $!; echo w:$?; wait $!; echo w:$?"),
        Signal.Select(signal => $"(settle $$; kill -{signal} $$; settle $$) & wait; echo w:$?; wait; echo w:$?"),
        Gen.OneOf(Quiet, Loud).SelectMany(action => Few.Select(
            signal => $"trap {Quoted(action)} {signal}; (settle $$; kill -{signal} $$; settle $$; exit 3) & wait $!; echo w:$?; wait $!; echo w:$?")));

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
