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
    private string buffer = "";
    private string open = "";
    private bool hasEnded;

    /// <summary>Line that errors name.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next line of commands; null at the end. Throws <see cref="ShellSyntaxException"/>, after which the next line is read.</summary>
    public async Task<ShellNode?> Next()
    {
        while (true)
        {
            await ask(!string.IsNullOrWhiteSpace(open));
            open += await TakeLine();
            var lexer = new ShellLexer(open, Line);
            try
            {
                var node = new ShellParser(lexer).ParseLine();
                if (node is not null && lexer.HasReachedEnd && !hasEnded)
                    continue;
                Close(lexer);
                if (node is not null || hasEnded)
                    return node;
            }
            catch (ShellSyntaxException) when (lexer.HasReachedEnd && !hasEnded)
            {
                // It goes on in lines that are not here yet.
            }
            catch (ShellSyntaxException)
            {
                Close(lexer);
                throw;
            }
        }
    }

    /// <summary>Forgets what was typed and not run.</summary>
    public void Forget() => (open, buffer) = ("", "");

    private void Close(ShellLexer lexer) => (open, Line) = ("", lexer.Line);

    /// <summary>A line with its end; the rest, perhaps nothing, where the file ends.</summary>
    private async Task<string> TakeLine()
    {
        while (!hasEnded && !buffer.Contains('\n'))
        {
            var piece = await file.Read(shell.Process, PieceBytes);
            hasEnded = piece.IsEmpty;
            var characters = new char[decoder.GetCharCount(piece.Span, flush: hasEnded)];
            decoder.GetChars(piece.Span, characters, flush: hasEnded);
            buffer += new string(characters);
        }

        var end = buffer.IndexOf('\n');
        var line = end < 0 ? buffer : buffer[..(end + 1)];
        buffer = buffer[line.Length..];
        // What is here is to be read first.
        hasEnded &= buffer.Length == 0;
        return line;
    }
}
