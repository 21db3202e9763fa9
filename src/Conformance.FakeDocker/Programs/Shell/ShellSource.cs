using System.Text;

namespace Conformance.FakeDocker;

/// <summary>
/// Commands that come from an open file, as they come: what is here is read as soon as it is a whole command. As busybox does, it takes
/// more from the file than it needs, so that programs do not find the rest there.
/// </summary>
/// <param name="shell">Whose.</param>
/// <param name="file">The file.</param>
/// <param name="ask">Called before each line, told whether a command is open: a person is asked for it.</param>
internal sealed class ShellSource(Shell shell, OpenFile file, Func<bool, Task> ask)
{
    private const int PieceBytes = 1023;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private string text = "";
    private bool hasEnded;

    /// <summary>Line that errors name.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next line of commands; null at the end. Throws <see cref="ShellSyntaxException"/>, after which the next line is read.</summary>
    public async Task<ShellNode?> Next()
    {
        await ask(false);
        while (true)
        {
            var hasLine = hasEnded || text.Contains('\n');
            if (hasLine)
            {
                var lexer = new ShellLexer(text, Line);
                try
                {
                    var node = new ShellParser(lexer).ParseLine();
                    if (hasEnded || !lexer.HasReachedEnd || node is null)
                    {
                        (text, Line) = (lexer.Rest, lexer.Line);
                        if (node is not null || hasEnded)
                            return node;
                    }
                }
                catch (ShellSyntaxException) when (lexer.HasReachedEnd && !hasEnded)
                {
                    // It goes on in lines that are not here yet.
                }
                catch (ShellSyntaxException)
                {
                    var end = lexer.Rest.IndexOf('\n');
                    (text, Line) = (end < 0 ? "" : lexer.Rest[(end + 1)..], lexer.Line);
                    throw;
                }
            }

            if (hasLine)
                await ask(!string.IsNullOrWhiteSpace(text));
            await Read();
        }
    }

    /// <summary>Forgets a command that is open.</summary>
    public void Forget() => text = "";

    private async Task Read()
    {
        var piece = await file.Read(shell.Process, PieceBytes);
        hasEnded = piece.IsEmpty;
        var characters = new char[decoder.GetCharCount(piece.Span, flush: hasEnded)];
        decoder.GetChars(piece.Span, characters, flush: hasEnded);
        text += new string(characters);
    }
}
