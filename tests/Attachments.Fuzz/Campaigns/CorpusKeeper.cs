using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

/// <summary>Copies into the repository, of the inputs that runs have kept, those that take a branch which no input there takes.</summary>
internal static class CorpusKeeper
{
    private const int LongestKept = 2048;
    private const int MostOfTarget = 60;

    public static void Keep(FuzzFolders folders)
    {
        foreach (var target in FuzzTargets.All)
            Console.WriteLine($"{target.Name}: {Keep(target, folders)} kept");
    }

    private static int Keep(FuzzTarget target, FuzzFolders folders)
    {
        var executor = new Executor(target);
        var coverage = new CoverageMap();
        foreach (var (_, bytes) in Corpus.Read([folders.Seeds(target)]))
            Run(executor, coverage, bytes);

        var kept = 0;
        foreach (var (_, bytes) in Corpus.Read([folders.Queue(target)]))
        {
            if (bytes.Length > LongestKept || kept == MostOfTarget)
                break;

            if (Run(executor, coverage, bytes) != Novelty.Branch)
                continue;

            Corpus.Write(folders.Seeds(target), "", bytes);
            kept++;
        }

        return kept;
    }

    private static Novelty Run(Executor executor, CoverageMap coverage, byte[] bytes)
    {
        CoverageMap.Clear();
        return executor.Run(bytes) is null ? coverage.Learn() : Novelty.None;
    }
}
