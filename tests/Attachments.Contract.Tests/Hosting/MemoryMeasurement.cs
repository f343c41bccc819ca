using System.Globalization;

namespace Attachments.Contract.Hosting;

/// <summary>How much more memory a process holds at its peak than when the measurement began. Linux tells it.</summary>
public sealed class MemoryMeasurement
{
    private readonly int process;
    private readonly long before;

    public MemoryMeasurement(int process)
    {
        this.process = process;
        // Sets the peak back to what is resident now.
        File.WriteAllText($"/proc/{process}/clear_refs", "5");
        before = Read("VmRSS:");
    }

    /// <summary>Gets by how many bytes the peak is above what was resident at the beginning.</summary>
    public long Growth => Read("VmHWM:") - before;

    private long Read(string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
