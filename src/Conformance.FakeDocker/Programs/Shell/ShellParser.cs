namespace Conformance.FakeDocker;

/// <summary>
/// Reads commands. As busybox does, a text is read line by line (a line goes on while a compound command is open), so that
/// the lines before a syntax error have run when it is met.
/// </summary>
internal sealed class ShellParser(ShellLexer lexer)
{
    private bool lastItemWasEnded;

    /// <summary>Where the reading is; for error messages.</summary>
    public int Line => lexer.Line;

    /// <summary>Whether nothing follows the line read last.</summary>
    public bool IsAtEnd => lexer.HasOnlyBlanksLeft();

    /// <summary>The commands of the next line, or null at the end. Throws <see cref="ShellSyntaxException"/>.</summary>
    public ShellNode? ParseLine()
    {
        SkipNewLines();
        if (lexer.Peek().Kind == ShellTokenKind.End)
            return null;
        var items = new List<ShellNode>();
        while (true)
        {
            items.Add(ParseItem());
            var token = lexer.Peek();
            if (token.Kind is ShellTokenKind.NewLine or ShellTokenKind.End)
            {
                // Taking the line's end reads the here-documents that belong to it.
                lexer.Next();
                return Combine(items);
            }

            if (!lastItemWasEnded)
                throw Unexpected(token, null);
        }
    }

    /// <summary>All commands up to the end of the text.</summary>
    public ShellNode? ParseAll()
    {
        var items = new List<ShellNode>();
        while (ParseLine() is { } line)
            items.Add(line);
        return items.Count == 0 ? null : Combine(items);
    }

    /// <summary>The commands up to a closing operator, which is taken. Null for none.</summary>
    public ShellNode? ParseUntil(string closing)
    {
        var list = ParseList();
        if (!lexer.Peek().IsOperator(closing))
            throw Unexpected(lexer.Peek(), closing);
        lexer.Next();
        return list;
    }

    private static ShellNode Combine(List<ShellNode> items) => items.Count == 1 ? items[0] : new CommandList(items);

    private static ShellSyntaxException Unexpected(ShellToken token, string? expected) =>
        new($"syntax error: unexpected {token.Description}" + (expected is null ? "" : $" (expecting \"{expected}\")"));

    private void SkipNewLines()
    {
        while (lexer.Peek().Kind == ShellTokenKind.NewLine)
            lexer.Next();
    }

    /// <summary>Commands over several lines, up to something that cannot begin one. Null for none.</summary>
    private ShellNode? ParseList()
    {
        var items = new List<ShellNode>();
        while (true)
        {
            SkipNewLines();
            var token = lexer.Peek();
            if (token.Kind == ShellTokenKind.End || token.IsOperator(")") || token.IsOperator(";;") || IsListEnd(token))
                break;
            items.Add(ParseItem());
            if (!lastItemWasEnded && lexer.Peek().Kind != ShellTokenKind.NewLine)
                break;
        }

        return items.Count == 0 ? null : Combine(items);
    }

    private static bool IsListEnd(ShellToken token) =>
        token is { Kind: ShellTokenKind.Word, Word.Plain: { } plain } && ShellReserved.EndsList(plain);

    private ShellNode ParseBody(string closing)
    {
        if (ParseList() is { } list)
            return list;
        throw Unexpected(lexer.Peek(), lexer.Peek().Kind == ShellTokenKind.End ? closing : null);
    }

    private void Expect(string word)
    {
        if (!lexer.Peek().IsReserved(word))
            throw Unexpected(lexer.Peek(), word);
        lexer.Next();
    }

    /// <summary>A command with its <c>;</c> or <c>&amp;</c>, if it has one.</summary>
    private ShellNode ParseItem()
    {
        var node = ParseAndOr();
        lastItemWasEnded = false;
        if (lexer.Peek().IsOperator("&"))
        {
            lexer.Next();
            lastItemWasEnded = true;
            return new Background(node);
        }

        if (lexer.Peek().IsOperator(";"))
        {
            lexer.Next();
            lastItemWasEnded = true;
        }

        return node;
    }

    private ShellNode ParseAndOr()
    {
        var left = ParsePipeline();
        while (lexer.Peek() is { Kind: ShellTokenKind.Operator, Text: "&&" or "||" } token)
        {
            lexer.Next();
            SkipNewLines();
            left = new AndOr(left, token.Text == "&&", ParsePipeline());
        }

        return left;
    }

    private ShellNode ParsePipeline()
    {
        var isNegated = false;
        while (lexer.Peek().IsReserved("!"))
        {
            lexer.Next();
            isNegated = !isNegated;
        }

        var first = ParseCommand();
        if (lexer.Peek().IsOperator("|"))
        {
            var stages = new List<ShellNode> { first };
            while (lexer.Peek().IsOperator("|"))
            {
                lexer.Next();
                SkipNewLines();
                stages.Add(ParseCommand());
            }

            first = new Pipeline(stages);
        }

        return isNegated ? new Negation(first) : first;
    }

    private ShellNode ParseCommand()
    {
        var token = lexer.Peek();
        if (token.IsOperator("("))
        {
            lexer.Next();
            if (lexer.Peek().IsOperator("("))
                throw ShellSyntaxException.Unsupported("((...))");
            return ParseRedirections(new Subshell(ParseUntil(")") ?? throw Unexpected(new ShellToken(ShellTokenKind.Operator, ")"), null)));
        }

        if (token is not { Kind: ShellTokenKind.Word, Word.Plain: { } plain })
        {
            return token.Kind is ShellTokenKind.Word or ShellTokenKind.Redirection ? ParseSimple() : throw Unexpected(token, null);
        }

        switch (plain)
        {
            case "if":
                lexer.Next();
                return ParseRedirections(ParseIf());
            case "while" or "until":
                lexer.Next();
                var condition = ParseBody("do");
                return ParseRedirections(new Loop(condition, ParseDo(), plain == "until"));
            case "for":
                lexer.Next();
                return ParseRedirections(ParseFor());
            case "case":
                lexer.Next();
                return ParseRedirections(ParseCase());
            case "{":
                lexer.Next();
                var body = ParseBody("}");
                Expect("}");
                return ParseRedirections(body);
            case "function":
                lexer.Next();
                return ParseFunction(lexer.Next().Word?.Plain ?? throw Broken("bad function name"), hasKeyword: true);
            case "[[" or "time" or "select" or "coproc":
                throw ShellSyntaxException.Unsupported(plain);
            default:
                return ShellReserved.Contains(plain) ? throw Unexpected(token, null) : ParseSimple();
        }
    }

    private static ShellSyntaxException Broken(string words) => new("syntax error: " + words);

    private ShellNode ParseIf()
    {
        var condition = ParseBody("then");
        Expect("then");
        var then = ParseBody("fi");
        if (lexer.Peek().IsReserved("elif"))
        {
            lexer.Next();
            return new Conditional(condition, then, ParseIf());
        }

        ShellNode? otherwise = null;
        if (lexer.Peek().IsReserved("else"))
        {
            lexer.Next();
            otherwise = ParseBody("fi");
        }

        Expect("fi");
        return new Conditional(condition, then, otherwise);
    }

    private ShellNode ParseDo()
    {
        Expect("do");
        var body = ParseBody("done");
        Expect("done");
        return body;
    }

    private ForLoop ParseFor()
    {
        var name = lexer.Next().Word?.Plain;
        if (name is null || !ShellVariables.IsName(name))
            throw Broken("bad for loop variable");
        List<ShellWord>? words = null;
        SkipNewLines();
        if (lexer.Peek().IsReserved("in"))
        {
            lexer.Next();
            words = [];
            while (lexer.Peek().Kind == ShellTokenKind.Word)
                words.Add(lexer.Next().Word!);
            if (lexer.Peek() is not { Kind: ShellTokenKind.NewLine } && !lexer.Peek().IsOperator(";"))
                throw Unexpected(lexer.Peek(), null);
            lexer.Next();
        }
        else if (lexer.Peek().IsOperator(";"))
        {
            lexer.Next();
        }

        SkipNewLines();
        return new ForLoop(name, words, ParseDo());
    }

    private CaseCommand ParseCase()
    {
        var subject = lexer.Next();
        if (subject.Kind != ShellTokenKind.Word)
            throw Unexpected(subject, null);
        SkipNewLines();
        Expect("in");
        var items = new List<CaseItem>();
        while (true)
        {
            SkipNewLines();
            if (lexer.Peek().IsReserved("esac"))
                break;
            if (lexer.Peek().IsOperator("("))
                lexer.Next();
            var patterns = new List<ShellWord>();
            do
            {
                if (patterns.Count > 0)
                    lexer.Next();
                if (lexer.Peek().Kind != ShellTokenKind.Word)
                    throw Unexpected(lexer.Peek(), lexer.Peek().Kind == ShellTokenKind.End ? ")" : null);
                patterns.Add(lexer.Next().Word!);
            }
            while (lexer.Peek().IsOperator("|"));
            if (!lexer.Peek().IsOperator(")"))
                throw Unexpected(lexer.Peek(), ")");
            lexer.Next();
            items.Add(new CaseItem(patterns, ParseList()));
            if (!lexer.Peek().IsOperator(";;"))
                break;
            lexer.Next();
        }

        Expect("esac");
        return new CaseCommand(subject.Word!, items);
    }

    private FunctionDefinition ParseFunction(string name, bool hasKeyword)
    {
        if (lexer.Peek().IsOperator("("))
        {
            lexer.Next();
            if (!lexer.Peek().IsOperator(")"))
                throw Unexpected(lexer.Peek(), ")");
            lexer.Next();
        }
        else if (!hasKeyword)
        {
            throw Unexpected(lexer.Peek(), null);
        }

        SkipNewLines();
        return new FunctionDefinition(name, ParseCommand());
    }

    private ShellNode ParseRedirections(ShellNode body)
    {
        if (lexer.Peek().Kind != ShellTokenKind.Redirection)
            return body;
        var redirections = new List<Redirection>();
        while (lexer.Peek().Kind == ShellTokenKind.Redirection)
            ParseRedirection(redirections);
        return new Redirected(body, redirections);
    }

    private ShellNode ParseSimple()
    {
        var line = lexer.Line;
        var assignments = new List<Assignment>();
        var words = new List<ShellWord>();
        var redirections = new List<Redirection>();
        while (true)
        {
            var token = lexer.Peek();
            if (token.Kind == ShellTokenKind.Redirection)
            {
                ParseRedirection(redirections);
                continue;
            }

            if (token.IsOperator("(") && words is [{ Plain: { } name }] && assignments.Count == 0 && redirections.Count == 0)
                return ParseFunction(name, hasKeyword: false);
            if (token.IsOperator("("))
                throw Unexpected(token, null);
            if (token.Kind != ShellTokenKind.Word)
                break;
            lexer.Next();
            if (words.Count == 0 && ShellAssignments.TryRead(token.Word!) is { } assignment)
                assignments.Add(assignment);
            else
                words.Add(token.Word!);
        }

        return new SimpleCommand(line, assignments, words, redirections);
    }

    private void ParseRedirection(List<Redirection> redirections)
    {
        var token = lexer.Next();
        var target = lexer.Peek();
        if (target.Kind != ShellTokenKind.Word)
            throw Unexpected(target, null);
        lexer.Next();
        var isInput = token.Text[0] == '<';
        var descriptor = token.Descriptor >= 0 ? token.Descriptor : isInput ? 0 : 1;
        var kind = token.Text switch
        {
            "<" => RedirectionKind.Input,
            "<&" => RedirectionKind.DuplicateInput,
            "<>" => RedirectionKind.ReadWrite,
            "<<" or "<<-" => RedirectionKind.HereDocument,
            ">>" => RedirectionKind.Append,
            ">&" => RedirectionKind.DuplicateOutput,
            _ => RedirectionKind.Output,
        };
        var redirection = new Redirection(descriptor, kind, target.Word!);
        redirections.Add(redirection);
        if (kind == RedirectionKind.HereDocument)
            lexer.ExpectHereDocument(redirection, target.Word!, token.Text == "<<-");
        if (token.Text == "&>")
            redirections.Add(new Redirection(2, RedirectionKind.DuplicateOutput, new ShellWord([new LiteralPart("1", false)])));
    }
}
