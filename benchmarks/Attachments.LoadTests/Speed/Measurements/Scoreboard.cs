using System.Globalization;
using System.Text.Json;

namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>The figures of a run beside what they must be.</summary>
internal sealed class Scoreboard(SpeedSettings settings)
{
    // Against the committed figure. What a busy machine does to a ratio is far from this.
    private const double GrossRegression = 2;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly List<(Goal Goal, double Value, double? Cpu)> entries = [];

    public void Add(Goal goal, double value, double? cpu = null) => entries.Add((goal, value, cpu));

    /// <summary>Adds a contender's speed against a baseline's, and its processor time where the goal speaks of it.</summary>
    public void AddSpeed(Goal goal, Contender contender, Contender baseline) =>
        Add(goal, contender.Ratio(baseline, static round => round.PerSecond), contender.Ratio(baseline, static round => round.CpuMicroseconds));

    /// <summary>Prints the table, and saves its figures where that was asked for.</summary>
    public void Finish()
    {
        Console.WriteLine("| operation | ratio | CPU ratio | bound | reach | met? |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (goal, value, cpu) in entries)
        {
            Console.WriteLine(
                $"| {goal.Operation} | {Show(value)}{goal.Unit} | {(cpu is { } ratio ? Show(ratio) : "")} | {Limit(goal.IsCost, goal.Bound, goal.CpuBound)}{goal.Unit} | {(goal.Reach is { } reach ? Limit(goal.IsCost, reach, goal.CpuReach) + goal.Unit : "")} | {Judge(goal, value, cpu)} |");
        }

        Console.WriteLine();
        if (settings.Saves)
            Save(ReadCommitted());
    }

    /// <summary>Finds the figures that are twice as bad as the committed ones, and prints them.</summary>
    /// <returns>Their keys.</returns>
    public IReadOnlyCollection<string> FindGrossRegressions()
    {
        var found = new List<string>();
        var committed = ReadCommitted();
        foreach (var (goal, value, _) in entries)
        {
            if (!committed.TryGetValue(goal.Key, out var figure) || (goal.IsCost ? value <= figure * GrossRegression : value >= figure / GrossRegression))
                continue;

            found.Add(goal.Key);
            Console.WriteLine($"{goal.Key}: {Show(value)}, committed {Show(figure)}: more than {Show(GrossRegression)} times worse.");
        }

        return found;
    }

    private static string Judge(Goal goal, double value, double? cpu)
    {
        if (!Holds(goal.IsCost, value, goal.Bound) || cpu > goal.CpuBound)
            return "no";

        return goal.Reach is { } reach && Holds(goal.IsCost, value, reach) && !(cpu > goal.CpuReach) ? "reached" : "yes";
    }

    private static bool Holds(bool isCost, double value, double bound) => isCost ? value <= bound : value >= bound;

    private static string Limit(bool isCost, double value, double? cpu) =>
        $"{(isCost ? "≤" : "≥")} {Show(value)}{(cpu is { } ratio ? $", CPU ≤ {Show(ratio)}" : "")}";

    private static string Show(double value) => value.ToString(value < 10 ? "0.00" : "0.#", CultureInfo.InvariantCulture);

    private static Dictionary<string, double> ReadCommitted() =>
        File.Exists(CommittedFigures.Path) ? JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(CommittedFigures.Path))! : [];

    private void Save(Dictionary<string, double> figures)
    {
        foreach (var (goal, value, _) in entries)
            figures[goal.Key] = Math.Round(value, 3);

        File.WriteAllText(CommittedFigures.Path, JsonSerializer.Serialize(new SortedDictionary<string, double>(figures, StringComparer.Ordinal), Json) + "\n");
    }
}
