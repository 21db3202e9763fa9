namespace Conformance.FakeDocker;

/// <summary>Names for containers that were given none: <c>adjective_surname</c>, as the daemon makes them.</summary>
internal static class NameGenerator
{
    private static readonly string[] Adjectives =
    [
        "admiring", "agitated", "bold", "brave", "busy", "clever", "cool", "dazzling", "determined", "eager", "elastic", "epic",
        "fervent", "focused", "friendly", "gallant", "happy", "hopeful", "jolly", "keen", "laughing", "lucid", "modest", "nifty",
        "peaceful", "quirky", "relaxed", "serene", "sharp", "stoic", "vibrant", "zealous",
    ];

    private static readonly string[] Surnames =
    [
        "archimedes", "babbage", "bell", "bohr", "carson", "curie", "darwin", "davinci", "dijkstra", "einstein", "elion", "euclid",
        "fermat", "feynman", "galileo", "gates", "goodall", "hamilton", "hopper", "hypatia", "johnson", "kepler", "knuth",
        "lamport", "liskov", "lovelace", "mendel", "newton", "noether", "pasteur", "ritchie", "turing",
    ];

    /// <summary>A name; from the third try on with a digit, as the daemon does when names run out.</summary>
    public static string Next(Func<int, int> random, int attempt)
    {
        var name = Adjectives[random(Adjectives.Length)] + "_" + Surnames[random(Surnames.Length)];
        return attempt < 2 ? name : name + (char)('0' + random(10));
    }
}
