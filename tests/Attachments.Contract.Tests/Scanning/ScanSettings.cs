namespace Attachments.Contract.Scanning;

/// <summary>How a host is told to scan.</summary>
internal static class ScanSettings
{
    private const string Mode = "Attachments__Scanning__Mode";
    private const string Endpoint = "Attachments__Scanning__ClamAV__Endpoint";

    /// <summary>Gets where the shared clamd listens; skips the test where there is none.</summary>
    public static string Tcp => $"tcp://{Variable("ATTACHMENTS_TEST_CLAMD_TCP")}";

    /// <summary>Gets the shared clamd's socket; skips the test where there is none.</summary>
    public static string Unix => $"unix://{Variable("ATTACHMENTS_TEST_CLAMD_UNIX")}";

    // Nobody listens on port 1.
    public static string Nowhere => "tcp://127.0.0.1:1";

    public static (string Name, string? Value)[] Background(string endpoint) => [(Mode, "Background"), (Endpoint, endpoint)];

    // A new host tries clamd before its first scan, which may take long on a busy machine: nearly as long as a client here waits.
    public static (string Name, string? Value)[] Inline(string endpoint) => [(Mode, "Inline"), (Endpoint, endpoint), ("VIRUS_SCAN_TIMEOUT", "55")];

    /// <summary>As <see cref="Background"/>, at a clamd of the test's own that takes streams of 1 MiB, and without long waits for the next try.</summary>
    public static (string Name, string? Value)[] Impatient(string endpoint) =>
    [
        .. Background(endpoint),
        ("Attachments__Scanning__ClamAV__StreamMaxLength", "1048576"),
        ("Attachments__Scanning__RetryDelay", "00:00:00.1"),
        ("Attachments__Scanning__RetryInterval", "00:00:00.5"),
        ("Attachments__Scanning__PollInterval", "00:00:00.1"),
    ];

    private static string Variable(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"{name} is not set");
        return value!;
    }
}
