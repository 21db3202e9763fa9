using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Programs;

/// <summary>Random scripts of the constructs that the simulated shell has; every one ends.</summary>
internal static class GeneratedScripts
{
    private const int Depth = 3;

    private static Gen<string> Variable => Gen.Elements("a", "b", "c");

    private static Gen<string> Piece => Gen.Elements(
        "x", "'p q'", "\"r  s\"", "$a", "\"$b\"", "${c:-none}", "$1", "\"$2\"", "$#", "\"$@\"", "$*", "$((1+2))", "$(echo in ner)", "`echo back`", "\\$q", "*none*",
        "${a#x}", "${#b}", "$?", "\"\"", "a=b", "-n", "${b:+set}", "\"$(echo 'a  b')\"");

    private static Gen<string> Words => Piece.ListOf().Select(pieces => string.Join(' ', pieces.Take(4)));

    private static Gen<string> Simple => Gen.OneOf(
        Words.Select(words => $"echo {words}"),
        Words.Select(words => $"printf '<%s>' {words}; echo"),
        Variable.SelectMany(name => Piece.Select(value => $"{name}={value}")),
        Variable.Select(name => $"unset {name}"),
        Gen.Elements("true", "false", "(exit 3)", ":", "nosuch", "cat nofile", "echo err >&2", "set -- $a y", "shift", "f x y", "pwd | wc -l", "seq 3 | tail -n 1"),
        Words.Select(words => $"[ {words} ]").Where(test => !test.Contains('*')),
        Variable.Select(name => $"echo v | {{ read {name}; echo \"$${name}\"; }}".Replace("$$", "$")));

    /// <summary>A whole script.</summary>
    public static Gen<string> Script => List(Depth).Select(body => "f() { echo f:$1:$#; return 4; }\n" + body + "\necho end $? $a-$b-$c");

    private static Gen<string> List(int depth) => Command(depth).NonEmptyListOf().Select(commands => string.Join('\n', commands.Take(4)));

    private static Gen<string> Command(int depth) => depth == 0
        ? Simple
        : Gen.OneOf(
            Simple,
            Simple,
            Command(depth - 1).SelectMany(left => Command(depth - 1).SelectMany(right => Gen.Elements($"{left} && {right}", $"{left} || {right}", $"{left}; {right}"))),
            Command(depth - 1).SelectMany(test => List(depth - 1).Select(body => $"if {test}; then\n{body}\nelse echo no\nfi")),
            List(depth - 1).SelectMany(body => Words.Select(words => $"for a in {words}; do\n{body}\ndone")),
            List(depth - 1).Select(body => $"(\n{body}\n)"),
            List(depth - 1).Select(body => $"{{\n{body}\n}}"),
            List(depth - 1).Select(body => $"c=$(\n{body}\n)"),
            List(depth - 1).Select(body => $"{{\n{body}\n}} | cat"),
            Piece.SelectMany(subject => List(depth - 1).Select(body => $"case {subject} in x*) {body}\n;; *) echo other;; esac")),
            Command(depth - 1).Select(body => $"! {body}").Where(text => !text.Contains("! !")),
            List(depth - 1).Select(body => $"i=0; while [ $i -lt 2 ]; do i=$((i+1))\n{body}\ndone"));
}
