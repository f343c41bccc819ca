namespace Attachments.LoadTests.Speed.Servers;

/// <summary>What one measured server is told on its command line.</summary>
internal sealed class ServerSettings
{
    private static readonly string[] Names = ["--urls", "--data", "--rows", "--postgres", "--schema"];
    private static readonly string[] Switches = ["--fsync", "--tuned", "--watch-statements", "--no-inspection", "--all-inspection", "--until-closed"];

    public ServerSettings(IReadOnlyList<string> arguments)
    {
        var given = new Arguments(arguments, Names, Switches);
        Urls = given.Required("--urls");
        Data = Path.GetFullPath(given.Required("--data"));
        Rows = given.Number("--rows") ?? 0;
        PostgreSql = given.Text("--postgres");
        Schema = given.Text("--schema") ?? "attachments";
        FlushesToDisk = given.Has("--fsync");
        IsTuned = given.Has("--tuned");
        EndsWithInput = given.Has("--until-closed");
        WatchesStatements = given.Has("--watch-statements");
        Inspects = !given.Has("--no-inspection");
        InspectsAll = given.Has("--all-inspection");
        Directory.CreateDirectory(Data);
    }

    public string Urls { get; }

    public string Data { get; }

    /// <summary>Gets how many attachments a product host puts into its tables at start.</summary>
    public int Rows { get; }

    public string? PostgreSql { get; }

    public string Schema { get; }

    /// <summary>Gets whether what is answered has reached the disk.</summary>
    public bool FlushesToDisk { get; }

    public bool IsTuned { get; }

    /// <summary>Gets whether the product looks at the bytes that it receives.</summary>
    public bool Inspects { get; }

    /// <summary>Gets whether a host does besides what it only does where it is told to.</summary>
    public bool InspectsAll { get; }

    /// <summary>Gets whether the slowest statement is reported; PostgreSQL alone.</summary>
    public bool WatchesStatements { get; }

    /// <summary>Gets whether the server ends when its standard input does, as it does when the program that started it is killed.</summary>
    public bool EndsWithInput { get; }

    public string SqliteConnectionString => $"Data Source={Path.Combine(Data, "rows.db")}";
}
