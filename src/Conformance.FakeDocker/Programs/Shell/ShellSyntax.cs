namespace Conformance.FakeDocker;

/// <summary>A command as the parser understood it.</summary>
internal abstract class ShellNode;

/// <summary>Assignments, words and redirections.</summary>
internal sealed class SimpleCommand(
    int line, IReadOnlyList<Assignment> assignments, IReadOnlyList<ShellWord> words, IReadOnlyList<Redirection> redirections) : ShellNode
{
    public int Line { get; } = line;

    public IReadOnlyList<Assignment> Assignments { get; } = assignments;

    public IReadOnlyList<ShellWord> Words { get; } = words;

    public IReadOnlyList<Redirection> Redirections { get; } = redirections;
}

/// <summary>One after the other.</summary>
internal sealed class CommandList(IReadOnlyList<ShellNode> items) : ShellNode
{
    public IReadOnlyList<ShellNode> Items { get; } = items;
}

/// <summary><c>a &amp;&amp; b</c> or <c>a || b</c>.</summary>
internal sealed class AndOr(ShellNode left, bool isAnd, ShellNode right) : ShellNode
{
    public ShellNode Left { get; } = left;

    public bool IsAnd { get; } = isAnd;

    public ShellNode Right { get; } = right;
}

/// <summary><c>! a</c>.</summary>
internal sealed class Negation(ShellNode body) : ShellNode
{
    public ShellNode Body { get; } = body;
}

/// <summary><c>a | b | c</c>.</summary>
internal sealed class Pipeline(IReadOnlyList<ShellNode> stages) : ShellNode
{
    public IReadOnlyList<ShellNode> Stages { get; } = stages;
}

/// <summary><c>a &amp;</c>.</summary>
internal sealed class Background(ShellNode body) : ShellNode
{
    public ShellNode Body { get; } = body;
}

/// <summary><c>( a )</c>.</summary>
internal sealed class Subshell(ShellNode body) : ShellNode
{
    public ShellNode Body { get; } = body;
}

/// <summary>A compound command with redirections of its own.</summary>
internal sealed class Redirected(ShellNode body, IReadOnlyList<Redirection> redirections) : ShellNode
{
    public ShellNode Body { get; } = body;

    public IReadOnlyList<Redirection> Redirections { get; } = redirections;
}

/// <summary><c>if</c>; an <c>elif</c> is a conditional in the place of <c>else</c>.</summary>
internal sealed class Conditional(ShellNode condition, ShellNode then, ShellNode? otherwise) : ShellNode
{
    public ShellNode Condition { get; } = condition;

    public ShellNode Then { get; } = then;

    public ShellNode? Otherwise { get; } = otherwise;
}

/// <summary><c>while</c> and <c>until</c>.</summary>
internal sealed class Loop(ShellNode condition, ShellNode body, bool isUntil) : ShellNode
{
    public ShellNode Condition { get; } = condition;

    public ShellNode Body { get; } = body;

    public bool IsUntil { get; } = isUntil;
}

/// <summary><c>for</c>; without words it goes over the arguments.</summary>
internal sealed class ForLoop(string variable, IReadOnlyList<ShellWord>? words, ShellNode body) : ShellNode
{
    public string Variable { get; } = variable;

    public IReadOnlyList<ShellWord>? Words { get; } = words;

    public ShellNode Body { get; } = body;
}

/// <summary><c>case</c>.</summary>
internal sealed class CaseCommand(ShellWord subject, IReadOnlyList<CaseItem> items) : ShellNode
{
    public ShellWord Subject { get; } = subject;

    public IReadOnlyList<CaseItem> Items { get; } = items;
}

/// <summary><c>name() body</c>.</summary>
internal sealed class FunctionDefinition(string name, ShellNode body) : ShellNode
{
    public string Name { get; } = name;

    public ShellNode Body { get; } = body;
}

/// <summary>One branch of a case; the body is null for an empty one.</summary>
internal sealed record CaseItem(IReadOnlyList<ShellWord> Patterns, ShellNode? Body);

/// <summary><c>name=value</c> before a command.</summary>
internal sealed record Assignment(string Name, ShellWord Value);

/// <summary>What a redirection does.</summary>
internal enum RedirectionKind
{
    Input,
    Output,
    Append,
    ReadWrite,
    DuplicateInput,
    DuplicateOutput,
    HereDocument,
}

/// <summary>A redirection; for a here-document <see cref="Target"/> is its text, known only after the line.</summary>
internal sealed class Redirection(int descriptor, RedirectionKind kind, ShellWord target)
{
    public int Descriptor { get; } = descriptor;

    public RedirectionKind Kind { get; } = kind;

    public ShellWord Target { get; set; } = target;
}
