using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Programs;

/// <summary>
/// Random scripts of the words and of the finer constructs of the shell, with arguments of every kind that is simulated, right and wrong.
/// Words whose answer is the host's (date, hostname, id, nproc, ps, uname, wget, nc) are left out.
/// </summary>
internal static class WordScripts
{
    /// <summary>Files, folders and variables that the commands are about.</summary>
    private const string Prelude =
        """
        printf 'one two\nthree\n\nfour  five:six:\tend\n' > f; printf 'no end' > g; : > empty; mkdir d d/e; echo h > d/h; echo dot > .dot
        printf '#!/bin/sh\necho run $# "$*"\nexit 3\n' > r; chmod +x r
        a=abc.def.abc; b='x  y'; c=; n=7; export E='e v'; p='a*'
        f() { echo f:$#:$1; return 4; }

        """;

    private static readonly Gen<string> Number = Gen.Elements("0", "1", "2", "3", "7", "10", "-1", "-3", "12345", "007", "0x1f", "2147483648",
        "99999999999", "x", "1x", "''", "+4", "' 5'");

    private static readonly Gen<string> Text = Gen.Elements(
        "''", "a", "abc", "'a b'", "b", "-1", "0", "10", "x=y", "a.b.c", "/usr/lib/x.y", "'*'", "'[ab]'", "-n", "--", "'\\t'", "'a\\nb'", "\"$a\"",
        "$b", "\"$b\"", "$c", "\"$c\"", "$n", "!", "'('", "')'", "-a", "=", "f", "d", "nofile", "'\\\\'", "a/", "//", "'  '");

    private static readonly Gen<string> File = Gen.Elements("f", "g", "empty", "d/h", "r", "f g", "g f", "nofile", "-", "d", "f nofile", "./f", "f f",
        "/dev/null", "d/../g", ".dot");

    private static readonly Gen<string> Input = Gen.Elements("cat f", "printf 'a:b:c\\nd\\n:e:\\n'", "printf abc", ":", "seq 12",
        "echo 'hello world'", "printf 'x\\n\\n\\ny'", "printf '\\n'", "cat r");

    private static Gen<string> Join(Gen<string> item, int most, string separator = " ") =>
        item.ListOf().Select(items => string.Join(separator, items.Take(most)));

    private static Gen<string> Both(Gen<string> left, Gen<string> right) => Both(left, right, (first, second) => $"{first} {second}");

    private static Gen<string> Both(Gen<string> left, Gen<string> right, Func<string, string, string> join) =>
        left.SelectMany(first => right.Select(second => join(first, second)));

    private static readonly Gen<string> Printf = Both(
        Join(Gen.Elements("%s", "%d", "%5d", "%-5s|", "%05d", "%+d", "%x", "%X", "%o", "%u", "%c", "%b", "%%", "%i", "%.2s", "%8.3d", "%*d", "\\n",
            "\\t", "\\\\", "\\101", "\\x41", "lit ", "%#x", "% d", "%3c", "%-3c|", "%q", "%", "%z", "\\0101", "\\c", "%5s", "%.0s", "%-05d|", "%+5d",
            "%.3x", "%#o", "%5%", "\\\"", "\\e", "\\18", "%ld"), 4, ""),
        Join(Gen.OneOf(Text, Number), 4), (format, arguments) => $"printf '{format}' {arguments}; echo \":$?\"");

    private static readonly Gen<string> Test = Gen.OneOf(
        Both(Gen.Elements("-n", "-z", "-e", "-f", "-d", "-s", "-x", "-r", "-w", "-h", "-L", "-p", "!", "-c", "-b", "-S", "-u"), Text),
        Both(Text, Both(Gen.Elements("'='", "'!='", "'=='", "'<'", "'>'"), Text)),
        Both(Number, Both(Gen.Elements("-eq", "-ne", "-lt", "-le", "-gt", "-ge"), Number)),
        Join(Text, 4), Text);

    private static readonly Gen<string> TestCommand = Gen.OneOf(
        Test.SelectMany(test => Gen.Elements($"[ {test} ]", $"test {test}", $"[ ! {test} ]", $"[ '(' {test} ')' ]", $"[ {test}", $"busybox test {test}")),
        Both(Test, Test, (left, right) => $"[ {left} -a {right} ]"),
        Both(Test, Test, (left, right) => $"[ {left} -o {right} ]")).Select(command => command + "; echo $?");

    private static readonly Gen<string> Expr = Gen.OneOf(
        Join(Gen.OneOf(Number, Gen.Elements("+", "-", "'*'", "/", "%", "'<'", "'>='", "=", "!=", "'|'", "'&'", "'('", "')'")), 6),
        Both(Number, Both(Gen.Elements("+", "-", "'*'", "/", "%", "'<'", "'<='", "'>'", "'>='", "=", "!=", "'|'", "'&'", "=="), Number)),
        Text.Select(text => $"length {text}"),
        Both(Text, Gen.OneOf(Text, Number), (left, right) => $"{left} = {right}")).Select(words => $"expr {words}; echo $?");

    private static readonly Gen<string> Arithmetic = Gen.Sized(_ => Expression(3)).Select(text => $"echo $(( {text} )) $n");

    private static Gen<string> Expression(int depth) => depth == 0
        ? Gen.Elements("0", "1", "2", "3", "7", "n", "$n", "010", "0x1F", "unset", "5", "1", "k")
        : Gen.Frequency(
            (1, Expression(0)),
            (5, Both(
                Expression(depth - 1),
                Both(Gen.Elements("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&", "|", "^", "<<", ">>", "&&", "||", "**", ","), Expression(depth - 1)))),
            (2, Expression(depth - 1).Select(text => $"({text})")),
            (1, Both(Gen.Elements("-", "!", "~", "+", "- -"), Expression(depth - 1))),
            (1, Both(
                Expression(depth - 1),
                Both(Expression(depth - 1), Expression(depth - 1), (yes, no) => $"{yes} : {no}"),
                (test, rest) => $"{test} ? {rest}")),
            (1, Gen.Elements("n++", "++n", "n--", "--n", "n = 4", "n += 2", "n -= 1", "n *= 3", "n /= 2", "n %= 4", "n <<= 1", "n |= 8", "n &= 6",
                "n ^= 1", "k = n = 2")));

    private static readonly Gen<string> Pattern = Gen.Elements("a", "*", "?", "a*", "*c", "*.*", "[a-c]*", "[!a]*", "*[.]*", "\"*\"", "$p", "\"$p\"",
        "\\*", "abc.def.abc", "x*", "*' '*", "", "[", "[]a]", "*.", ".*", "[[:alpha:]]*", "[^a]*", "??c", "'a'*", "*\\.*", "[a-]*", "*[!.]c");

    private static readonly Gen<string> Parameter = Both(
        Gen.Elements("a", "b", "c", "n", "unset", "E", "1", "2", "9", "@", "*", "?"),
        Gen.OneOf(
            Both(Gen.Elements("#", "##", "%", "%%"), Pattern, (operation, pattern) => operation + pattern),
            Both(
                Gen.Elements("-", ":-", "+", ":+"),
                Gen.Elements("w", "'q r'", "\"$b\"", "$b", "", "$(echo s)", "${a#*.}", "*", "\\$x"),
                (operation, word) => operation + word),
            Gen.Elements("=new", ":=new", "", "?gone", ":?gone", "?", ":?")),
        (name, operation) => $"${{{name}{operation}}}");

    private static readonly Gen<string> Expansion = Gen.OneOf(
        Parameter.SelectMany(parameter => Gen.Elements(
            $"printf '<%s>' {parameter}; echo", $"printf '<%s>' \"{parameter}\"; echo", $"printf '<%s>' x{parameter}y; echo", $"v={parameter}; echo \"$v\"", $"(echo {parameter}; echo on); echo $?",
            $"set -u; printf '<%s>' {parameter}; set +u")),
        Gen.Elements("a", "b", "c", "unset", "@", "9", "E").SelectMany(name => Gen.Elements($"echo ${{#{name}}}",
            $"(set -u; echo \"${name}\"; echo on); echo $?", $"(set -u; echo ${{{name}-d}} ${{{name}:+e}}); echo $?")),
        Both(Text, Pattern, (text, pattern) => $"case {text} in {(pattern.Length == 0 ? "''" : pattern)}) echo match;; *) echo other;; esac"),
        Both(
            Pattern,
            Pattern,
            (one, two) => $"case $a in {(one.Length == 0 ? "''" : one)} | {(two.Length == 0 ? "''" : two)}) echo either;; esac; echo $?"),
        Pattern.Select(pattern => $"echo {pattern} d/{pattern}"),
        Pattern.Select(pattern => $"printf '<%s>' {pattern}; echo; for v in {pattern} .*; do echo $v; done"));

    private static readonly Gen<string> Range = Gen.Elements("1", "2", "1,3", "2-", "-2", "1-2", "3,1", "0", "x", "2-1", "1-", "5", "''", "1,2-3",
        "-");

    private static readonly Gen<string> Filter = Gen.OneOf(
        Range.SelectMany(range => Gen.Elements($"cut -d: -f{range}", $"cut -c {range}", $"cut -f {range}", $"cut -d ' ' -f {range}", $"cut -b{range}",
            $"cut -d o -f {range}")),
        Both(
            Gen.Elements("a-c", "abc", "'\\n'", "' '", "a-z", "A-Z", "0-9", "':'", "'a-'", "e"),
            Gen.Elements("x", "A-Z", "'\\n'", "'[x]'", "xyz", "-", "' '", "0-9"),
            (from, to) => $"tr {from} {to}"),
        Gen.Elements("a-c", "'\\n'", "0-9", "' :'", "a-z").SelectMany(set => Gen.Elements($"tr -d {set}", $"tr -s {set}",
            $"tr -d '{set.Trim('\'')}z'", $"tr -c {set} _", $"tr -cd {set}")),
        Gen.Elements("tr '[:lower:]' '[:upper:]'", "tr -d '[:space:]'", "tr '[:digit:]' x", "tr a", "tr", "cat", "cat -", "wc", "wc -l", "wc -c",
            "wc -w", "wc -lw", "cat -n"),
        Both(
            Gen.Elements("head", "tail"),
            Gen.Elements("", "-n 2", "-n1", "-3", "-c 4", "-c3", "-n 0", "-c 0", "-n 100", "-n x", "-n -1", "-n +2", "-c +3", "-n -2", "-c -2", "-1", "-n")),
        Gen.Elements("tee t; cat t", "tee t u >/dev/null; cat t u", "tee -a f; cat f", "tee; echo $?", "tee d; echo $?", "tee no/t; echo $?"),
        Gen.Elements("{ read x y; echo \"<$x><$y>\"; cat; }", "while read x; do echo \"[$x]\"; done",
            "while IFS=: read x y z; do echo \"$x|$y|$z\"; done", "{ read -r x; echo \"$x\"; }", "{ IFS= read x; echo \"<$x>\"; }",
            "{ read; echo \"<$REPLY>\"; }", "{ while read x || [ \"$x\" ]; do echo \"[$x]\"; done; }", "{ read x; read y; echo $? \"$x-$y\"; }",
            "{ IFS=': ' read x y; echo \"<$x><$y>\"; }", "{ read 1x; echo $?; }", "{ read x x; echo $x; }"));

    private static readonly Gen<string> Stream = Gen.OneOf(
        Both(Input, Filter, (input, filter) => $"{input} | {filter}; echo $?"),
        Both(
            Gen.Elements("cat", "wc", "wc -l", "wc -c", "head -n 1", "tail -n 1", "head -c 3", "tail -c 4", "cut -d: -f1", "cut -c1-3", "ls", "ls -a", "ls -d", "ls -A",
                "ls -1", "sh", "cat <"),
            File,
            (word, file) => $"{word} {file} < /dev/null; echo $?".Replace("< - <", "< nofile <", StringComparison.Ordinal)),
        Join(Number, 3).Select(words => $"seq {words} | head -n 5; echo $?"),
        // One of eleven digits alone is written for hours.
        Number.Where(number => number.Length < 9).Select(number => $"seq {number} | tail -n 3"),
        Gen.Elements("seq", "seq 1 2 3 4", "seq -s , 3", "seq -w 8 11", "seq 3 -1 1", "seq 1 0 3 | head -n 2", "seq 5 1", "yes | head -n 2", "yes a b | head -n 1"));

    private static readonly Gen<string> Echo = Both(
        Gen.Elements("echo", "echo -n", "echo -e", "echo -en", "echo -E", "echo -ne", "echo -nE", "echo -x", "echo --", "echo -"),
        Join(Gen.OneOf(Text, Gen.Elements("'a\\tb'", "'\\0101'", "'\\x41'", "'q\\cz'", "'\\101'", "'\\q'", "'\\\\'", "'\\e[0m'", "-e", "-n")), 3),
        (echo, words) => $"{echo} {words}; echo :$?");

    private static readonly Gen<string> Paths = Gen.OneOf(
        Both(
            Gen.Elements("basename", "dirname"),
            Gen.Elements("/a/b.c", "a", "/", "//", "a/b/", "''", "a//b", "/a", "./a", ".", "..", "a b", "/usr/lib/x.y .y", "x.y x.y", "", "--"),
            (word, path) => $"{word} {path}; echo $?"),
        Both(
            Gen.Elements("touch", "touch -c", "mkdir", "mkdir -p", "rm", "rm -f", "rm -r", "rm -rf", "rmdir"),
            Gen.Elements("new", "f", "d", "d/e", "no/such", "d/h", "new new2", "", "empty new", "d/new", "nofile", "d/", "f/x", "f/x/y"),
            (word, path) => $"{word} {path}; echo $?; ls; ls d"),
        Both(
            Gen.Elements("cp", "mv"),
            Gen.Elements("f new", "f d", "f g", "nofile x", "f no/such", "d/h .", "f", "", "g d/h", "r r2", "f f", "f/x new", "f g/x"),
            (word, paths) => $"{word} {paths}; echo $?; ls; ls d; cat new g d/h; [ -x r2 ]; echo $?"),
        Gen.Elements("chmod +x f; [ -x f ]; echo $?", "chmod -x r; ./r; echo $?", "chmod 755 f; [ -x f ]; echo $?", "chmod 644 r; [ -x r ]; echo $?",
            "chmod +x nofile; echo $?", "chmod; echo $?", "./r a 'b c'; echo $?", "d/h; echo $?", "./f; echo $?", "./d; echo $?", "r; echo $?",
            "sh r x; echo $?", ". ./r; echo $?", "PATH=$PATH:.; r q; echo $?"),
        Gen.Elements("env -i A=1 B='x y' env", "env -u E sh -c 'echo $E-'", "E=2 sh -c 'echo $E'", "env E=3 sh -c 'echo $E'",
            "env nosuch; echo $?", "env -i sh -c 'echo $E-'", "export V=1; V=2; sh -c 'echo $V'", "V=1; sh -c 'echo $V-'",
            "unset E; sh -c 'echo $E-'", "readonly n; n=8; echo no", "export -p | head -n 0", "sleep 0; echo $?", "sleep; echo $?",
            "sleep -1; echo $?", "true x; echo $?; false; echo $?"));

    /// <summary>A construct each, with its edge cases.</summary>
    private static readonly string[] Constructs =
    [
        "g() { local a=in c; echo $a-$c; a=2; h; echo $a; }; h() { echo h$a; a=3; }; g; echo $a-$c",
        "g() { echo $#; shift; echo $1 $#; set -- q; echo $1; }; g x y; echo $1",
        "g() { return; }; false; g; echo $?",
        "g() { (exit 6); return; }; g; echo $?",
        "g() { if [ $1 -gt 0 ]; then echo $1; g $(($1-1)); fi; }; g 3; echo $?",
        "f() { echo new; }; f; unset -f f; f; echo $?",
        "g() { local x=$1; shift; echo $x:$*; }; g a b c",
        "cat <<E\n$a $((n+1)) `echo q` \\$a \"${b}\" '$c'\nE",
        "cat <<'E'\n$a `x`\nE",
        "cat <<-E\n\t\tx $n\n\tE\necho on",
        "cat <<A; cat <<B\n1\nA\n2\nB",
        "while read x; do echo [$x]; done <<E\na\nb c\nE\necho $x",
        "cat <<E | wc -l\n$b\n\nE",
        "x=$(cat <<E\nin $n\nE\n); echo $x",
        "echo o; echo e >&2",
        "{ echo o; echo e >&2; } > t 2>&1; cat t",
        "echo a > t; echo b >> t; cat < t; cat t t",
        "echo x > d; echo $?",
        "cat < nofile; echo $?",
        "cat nofile 2>/dev/null; echo $?",
        "nosuch 2> t; cat t",
        "exec 3> t; echo three >&3; exec 3>&-; cat t",
        "exec 4< f; read x <&4; read y <&4; echo $x-$y",
        "echo a 2>&1 >/dev/null",
        "{ echo a >&2; } 2>&1 | cat",
        "> t; ls; wc -c t",
        "echo ab 1>t; cat t",
        "(echo a; exit 5) > t; echo $?; cat t",
        "for i in 1 2; do echo $i; done > t; cat t",
        "if true; then cat; fi < g; echo",
        "echo a >&5; echo $?",
        "f x > t; cat t",
        "x=1 y=2 > t; echo $x$y",
        "set -u; echo $unset; echo no",
        "(set -u; echo $unset); echo $?",
        "set -e; f; echo no",
        "set -e; f || echo ok; false | true; ! true; echo on; (exit 3); echo no",
        "set -f; echo *; set +f; echo [fg]",
        "set -x; echo $n 2>/dev/null; set +x",
        "set -- a b; echo $#; shift 2; echo $#; shift; echo $?",
        "set a -b; echo $*",
        "echo $-",
        "IFS=:; x=a:b::c; printf '<%s>' $x; echo; set -- $x; echo $#",
        "IFS=; printf '<%s>' $b; echo",
        "unset IFS; printf '<%s>' $b; echo",
        "IFS=' :'; x=' a : b:: c '; printf '<%s>' $x; echo",
        "IFS=x; printf '<%s>' \"$*\"; echo",
        "IFS=ab; v=$a; printf '<%s>' $v; echo",
        "eval 'echo $a; x=\"$b\"'; echo \"$x\"",
        "eval; echo $?",
        "eval 'false'; echo $?",
        "x='echo hi'; $x; \"$x\"; echo $?",
        "command -v f; command -v sh >/dev/null; echo $?; command nosuch; echo $?",
        "type f; type nosuch; echo $?",
        "echo ~ | wc -l; x=~/q; [ \"$x\" = \"$HOME/q\" ]; echo $?",
        "echo $(echo a; exit 3) $?; x=$(exit 4); echo $?",
        "echo \"$(printf 'a\\n\\n')\"x",
        "echo $'q\\tr' \"$'x'\"",
        "printf '%s\\n' \"$@\" | wc -l; echo $# \"$2\" ${3}",
        "for x; do echo \"<$x>\"; done",
        "echo \"${@}\" \"$*\" $*",
        "set -- ; printf '<%s>' \"$@\" $@ \"$*\"; echo",
        "set -- '' 'a b' ''; printf '<%s>' $@; printf '<%s>' \"$@\"; printf '<%s>' \"x$@y\"; echo",
        "cd d; pwd; cd -; cd nofile; echo $?; cd; echo $?",
        "cd d/e && pwd; cd ../..; pwd -P; (cd /); pwd",
        "umask 022; umask",
        "wait; echo $?; wait 99999; echo $?",
        "kill -l 15",
        "test; echo $?; [ ]; echo $?",
        "true && false || echo c; ! false && echo d",
        "echo a; # comment\necho b #c",
        "echo a\\\nb",
        "case x in (x) ;; esac; echo $?",
        "if false; then :; elif f; then :; else echo e$?; fi",
        "{ :; }; echo $?; ( ); echo $?",
        "(f; echo in); echo $?",
        "x=5; x=6 f; echo $x; x=7 :; echo $x; x=8 true; echo $x",
        "a=1 b=$a; echo $b",
        "b=$b$n\"$b\"'$b'; echo \"$b\"",
        "x=*; echo $x \"$x\"; x='[fg]'; echo $x",
    ];

    private static readonly Gen<string> Flow = Gen.OneOf(
        Both(
            Gen.Elements("break", "continue", "break 2", "continue 2", "break 9", ":", "return 3", "break 0", "break x"),
            Gen.Elements("1", "2", "3"),
            (leave, when) => $"g() {{ for i in 1 2 3; do for j in 1 2 3; do echo $i$j; [ $j = {when} ] && {leave}; done; echo i$i:$?; done; echo l:$?; }}; (g; echo g:$?)"),
        Gen.Elements("[ $k -lt 3 ]", "false", "k=5; false", "! [ $k -gt 2 ]", "test").Select(
            test => $"k=0; while {test}; do k=$((k+1)); echo $k; [ $k = 5 ] && break; [ $k = 1 ] && continue; done; echo $? $k"),
        Gen.Elements("[ $k -gt 2 ]", "true", "[ $k = 3 ]", "! [ $k -lt 2 ]").Select(
            test => $"k=0; until {test}; do k=$((k+1)); echo $k; [ $k = 5 ] && break; done; echo $? $k"),
        Gen.Elements(Constructs));

    private static readonly Gen<string> Command =
        Gen.OneOf(Printf, TestCommand, Expr, Arithmetic, Expansion, Stream, Echo, Paths, Flow, Stream, Expansion);

    /// <summary>A whole script.</summary>
    public static readonly Gen<string> Script =
        Command.NonEmptyListOf().Select(commands => Prelude + string.Join('\n', commands.Take(3)) + "\necho end $?");
}
