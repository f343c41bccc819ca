namespace Attachments.Scanning.ClamAV;

/// <summary>How clamd is reached, and how far it is trusted. Section <c>Attachments:Scanning:ClamAV</c>.</summary>
/// <remarks>How long a scan may take is said by <see cref="ScanningOptions.Timeout"/>: it bounds each wait for clamd to take bytes, and the wait for its verdict.</remarks>
public sealed class ClamAVOptions
{
    /// <summary>Gets or sets where clamd listens.</summary>
    /// <value><c>tcp://host:port</c> (the port is 3310 where it is left out) or <c>unix:///path/to/clamd.sock</c>. The default is <c>tcp://127.0.0.1:3310</c>.</value>
    public string Endpoint { get; set; } = "tcp://127.0.0.1:3310";

    /// <summary>Gets or sets how long connecting may take.</summary>
    /// <value>10 ms to 5 minutes. The default is 5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets clamd's own <c>StreamMaxLength</c>, as its configuration has it.</summary>
    /// <value>In bytes, 65,536 to 2,147,483,646 (clamd looks at no file from 2 GiB on, whatever its configuration says). The default is 26,214,400 (25 MiB).</value>
    /// <remarks>A longer file is unscannable, and not sent. Let it be at least the longest attachment that is accepted.</remarks>
    public long StreamMaxLength { get; set; } = 26_214_400;

    /// <summary>Gets or sets how many scans this process has under way at once.</summary>
    /// <value>1 to 1,000. The default is 32.</value>
    /// <remarks>
    /// One more waits, for up to <see cref="ScanningOptions.Timeout"/>. Inline each upload under way takes one connection for as long as it streams.
    /// clamd itself scans <c>MaxThreads</c> files at once and keeps <c>MaxQueue</c> waiting.
    /// </remarks>
    public int MaxConnections { get; set; } = 32;

    /// <summary>Gets or sets what is done where clamd passes files as clean that it did not look at.</summary>
    /// <value>The default is <see cref="ClamAVProbeFailure.Fail"/>.</value>
    public ClamAVProbeFailure ProbeFailure { get; set; }
}
