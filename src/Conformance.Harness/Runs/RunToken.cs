using System.Globalization;
using System.Text;

namespace Conformance.Harness.Runs;

/// <summary>
/// What <c>replay</c> takes to run exactly this again: one word of letters, digits and <c>._/:=@+-%,</c>, safe in a shell and in
/// a URL, readable by a person: <c>FILE,CASE,SUBJECT,BACKEND,SEED,HASH</c>. Spaces are <c>+</c>, other characters are
/// percent-encoded; a case may be empty; the hash of the file's content tells whether it is still the same scenario.
/// </summary>
/// <param name="File">Path of the scenario file.</param>
/// <param name="Case">Case in the file; empty for none.</param>
/// <param name="Subject">As typed.</param>
/// <param name="Backend">sim, fake or docker.</param>
/// <param name="Seed">Seed.</param>
/// <param name="ContentHash">Of the file when it ran; 0 when unknown.</param>
public sealed record RunToken(string File, string Case, string Subject, string Backend, ulong Seed, uint ContentHash)
{
    private const string Shape = "FILE,CASE,SUBJECT,BACKEND,SEED,HASH";

    /// <summary>Reads a token.</summary>
    /// <exception cref="UsageException">It is none; the message says what is wrong.</exception>
    public static RunToken Parse(string text)
    {
        var parts = text.Trim().Split(',');
        if (parts.Length != 6)
            throw new UsageException($"'{text}' is no replay token: expected {Shape}, six parts joined by commas, found {parts.Length}.");
        if (parts[0].Length == 0)
            throw new UsageException($"replay token '{text}': the file (part 1 of {Shape}) is empty.");
        if (!ulong.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw new UsageException($"replay token '{text}': the seed (part 5 of {Shape}) is '{parts[4]}', expected a whole number.");
        if (parts[5].Length != 8 || !uint.TryParse(parts[5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            throw new UsageException($"replay token '{text}': the hash (part 6 of {Shape}) is '{parts[5]}', expected 8 hexadecimal digits. Was it cut off?");
        return new RunToken(Decode(text, parts[0]), Decode(text, parts[1]), Decode(text, parts[2]), Decode(text, parts[3]), seed, hash);
    }

    /// <summary>The hash that a token carries of a file's content (FNV-1a, 32 bits).</summary>
    public static uint HashOf(ReadOnlySpan<byte> content)
    {
        var hash = 2166136261U;
        foreach (var octet in content)
            hash = unchecked((hash ^ octet) * 16777619U);
        return hash;
    }

    /// <summary>The token.</summary>
    public override string ToString() => string.Join(
        ',',
        Encode(File),
        Encode(Case),
        Encode(Subject),
        Encode(Backend),
        Seed.ToString(CultureInfo.InvariantCulture),
        ContentHash.ToString("x8", CultureInfo.InvariantCulture));

    private static string Encode(string text)
    {
        var plain = true;
        foreach (var character in text)
            plain &= IsPlain(character);
        if (plain)
            return text;
        var encoded = new StringBuilder(text.Length + 8);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet == ' ')
                encoded.Append('+');
            else if (IsPlain((char)octet))
                encoded.Append((char)octet);
            else
                encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || "._/:=@-".Contains(character, StringComparison.Ordinal);

    private static string Decode(string token, string part)
    {
        var octets = new List<byte>(part.Length);
        for (var index = 0; index < part.Length; index++)
        {
            if (part[index] == '+')
            {
                octets.Add((byte)' ');
            }
            else if (part[index] != '%')
            {
                octets.AddRange(Encoding.UTF8.GetBytes(part[index].ToString()));
            }
            else if (index + 2 < part.Length
                && byte.TryParse(part.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                octets.Add(octet);
                index += 2;
            }
            else
            {
                throw new UsageException($"replay token '{token}': '%' in '{part}' is not followed by two hexadecimal digits. Was it cut off?");
            }
        }

        return Encoding.UTF8.GetString([.. octets]);
    }
}
