namespace Conformance.Docker;

/// <summary>Cuts a body into lines. Go's encoders never put a line feed inside a JSON value.</summary>
internal sealed class LineReader(EngineResponse response)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next line that is not blank, without its end; null at the regular end of the body. Valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>?> Next()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = _buffer.AsMemory(_start, length);
                _start += length + 1;
                if (!IsBlank(line.Span))
                    return line;
                continue;
            }

            MakeRoom();
            var read = await response.ReadSome(_buffer.AsMemory(_end));
            _end += read;
            if (read == 0)
                return Last();
        }
    }

    private ReadOnlyMemory<byte>? Last()
    {
        var rest = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return IsBlank(rest.Span) ? (ReadOnlyMemory<byte>?)null : rest;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var pending = _end - _start;
        var target = pending > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, pending).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, pending);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)'\r', (byte)' ') < 0;
}
