namespace Attachments.LoadTests.Speed.Measurements;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value below which a share of sorted values lies.</summary>
    public static double Percentile(double[] sorted, double share) => sorted[Math.Min((int)Math.Ceiling(sorted.Length * share) - 1, sorted.Length - 1)];
}
