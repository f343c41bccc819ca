namespace Attachments.LoadTests.Speed;

/// <summary>What a comparison is told on its command line.</summary>
internal sealed class SpeedSettings
{
    private const int DefaultRounds = 7;
    private const int ShortRounds = 3;

    // A short run is there to find what has become twice as slow, not to tell a tenth.
    private const int ShortShare = 4;

    private static readonly string[] Names = ["--rounds", "--server-cpus", "--only", "--rows", "--backlog", "--keep", "--minutes"];
    private static readonly string[] Switches = ["--short", "--save", "--tuned"];

    private readonly string[] only;

    public SpeedSettings(IReadOnlyList<string> arguments)
    {
        var given = new Arguments(arguments, Names, Switches);
        IsShort = given.Has("--short");
        Saves = given.Has("--save");
        IsTuned = given.Has("--tuned");
        Rounds = given.Number("--rounds") ?? (IsShort ? ShortRounds : DefaultRounds);
        ServerProcessors = given.Text("--server-cpus");
        only = given.Text("--only")?.Split(',') ?? [""];
        Rows = given.Number("--rows");
        Backlog = given.Number("--backlog");
        SweepLimit = given.Number("--minutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue;
        Kept = given.Text("--keep");
    }

    public int Rounds { get; }

    public bool IsShort { get; }

    /// <summary>Gets whether the figures become the committed ones.</summary>
    public bool Saves { get; }

    /// <summary>Gets whether the product's host turns its opt-in tuning on.</summary>
    public bool IsTuned { get; }

    /// <summary>Gets the processors of the servers; this process should have others.</summary>
    public string? ServerProcessors { get; }

    /// <summary>Gets how many attachments the tables hold; null for what the command takes by itself.</summary>
    public int? Rows { get; }

    /// <summary>Gets how many blobs nothing names; null for what the command takes by itself.</summary>
    public int? Backlog { get; }

    /// <summary>Gets how long a sweep may go on before it is judged by what it has done.</summary>
    public TimeSpan SweepLimit { get; }

    /// <summary>Gets the name of a schema whose many rows stay for the next run; null drops them at the end.</summary>
    public string? Kept { get; }

    public int Requests(int full) => IsShort ? Math.Max(full / ShortShare, 1) : full;

    /// <summary>Says whether a case is run: <c>--only</c> names parts of the names of those that are.</summary>
    public bool Includes(string name) => Array.Exists(only, part => name.Contains(part, StringComparison.Ordinal));
}
