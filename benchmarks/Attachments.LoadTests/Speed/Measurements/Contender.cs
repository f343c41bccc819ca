using Attachments.LoadTests.Speed.Client;

namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>One side of a comparison: a server, what it is asked, and what its rounds came to.</summary>
internal sealed class Contender(string name, MeasuredServer server, IExchange exchange, int connections) : IDisposable
{
    private readonly LoadRound load = new(server.Endpoint, exchange, connections);
    private readonly List<RoundFigures> rounds = [];

    public string Name => name;

    public IReadOnlyList<RoundFigures> Rounds => rounds;

    /// <summary>Runs rounds that do not count until the compiler has nothing left to do.</summary>
    public void WarmUp(int requests, WarmUp until)
    {
        var start = server.Measure();
        var compiled = start;
        for (var now = start; until.GoesOn(now.Cpu - start.Cpu, now.Cpu - compiled.Cpu);)
        {
            load.Run(requests);
            load.CleanUp();
            now = server.Measure();
            if (now.CompiledMethods != compiled.CompiledMethods)
                compiled = now;
        }
    }

    public void RunRound(int requests)
    {
        var before = server.Measure();
        var times = load.Run(requests);
        rounds.Add(RoundFigures.Of(times, before, server.Measure()));
        load.CleanUp();
    }

    public double Median(Func<RoundFigures, double> figure) => Statistics.Median(rounds.Select(figure));

    /// <summary>The median, over the rounds, of this contender's figure by the other's of the same round.</summary>
    public double Ratio(Contender other, Func<RoundFigures, double> figure) => Statistics.Median(Ratios(other, figure));

    public IReadOnlyList<double> Ratios(Contender other, Func<RoundFigures, double> figure) =>
        [.. rounds.Zip(other.rounds, (mine, theirs) => figure(mine) / figure(theirs))];

    public void Dispose() => load.Dispose();
}
