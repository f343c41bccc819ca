namespace Attachments.Fuzz.Engine;

/// <summary>Where inputs are and results go.</summary>
/// <param name="Corpus">The corpus that is checked in, a folder for each target.</param>
/// <param name="FindingsRoot">Where inputs go that show a fault, a folder for each target.</param>
/// <param name="Work">What runs keep for the next one: inputs that took new branches, and figures that are not in the ledger yet.</param>
internal sealed record FuzzFolders(string Corpus, string FindingsRoot, string Work)
{
    public string Results => Path.Combine(Work, "results");

    public string Merged => Path.Combine(Work, "merged");

    public string Seeds(FuzzTarget target) => Path.Combine(Corpus, target.Name);

    public string Findings(FuzzTarget target) => Path.Combine(FindingsRoot, target.Name);

    public string Queue(FuzzTarget target) => Path.Combine(Work, "queue", target.Name);

    /// <summary>Gets the file that holds the input that a target is running.</summary>
    public string Current(FuzzTarget target) => Path.Combine(Work, "current", target.Name);
}
