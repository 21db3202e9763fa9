namespace Conformance.FakeDocker;

/// <summary>What a program does with a signal.</summary>
internal enum SignalHandling
{
    /// <summary>What everybody does.</summary>
    Default,

    /// <summary>Nothing, and its children are not like that.</summary>
    Nothing,

    /// <summary>Something, at its own time.</summary>
    Later,
}

/// <summary>What signals do by default.</summary>
internal static class InnerSignals
{
    private const int Chld = 17;
    private const int Cont = 18;
    private const int Stop = 19;
    private const int Tstp = 20;
    private const int Ttin = 21;
    private const int Ttou = 22;
    private const int Urg = 23;
    private const int Winch = 28;

    /// <summary>Signals that end nothing. Stopping single processes of a container is not simulated; docker pause is.</summary>
    public static bool IsHarmless(int signal) => signal is Chld or Cont or Stop or Tstp or Ttin or Ttou or Urg or Winch;
}
