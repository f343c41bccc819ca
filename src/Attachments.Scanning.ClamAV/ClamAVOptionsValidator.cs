using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV;

internal sealed class ClamAVOptionsValidator : IValidateOptions<ClamAVOptions>
{
    private const string Section = "Attachments:Scanning:ClamAV";
    private const long LongestStream = int.MaxValue - 1;

    // The probe's own files must pass.
    private const long ShortestStream = 64 * 1024;

    private static readonly TimeSpan ShortestConnect = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestConnect = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, ClamAVOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ClamAVOptions options)
    {
        if (ClamdEndpoint.TryParse(options.Endpoint) is null)
            yield return $"{Section}:Endpoint must be tcp://host:port or unix:///path/to/clamd.sock.";

        if (options.ConnectTimeout < ShortestConnect || options.ConnectTimeout > LongestConnect)
            yield return $"{Section}:ConnectTimeout must be from 10 ms to 5 minutes.";

        if (options.StreamMaxLength is < ShortestStream or > LongestStream)
            yield return $"{Section}:StreamMaxLength must be from {ShortestStream} to {LongestStream} bytes: clamd looks at no file from 2 GiB on.";

        if (options.MaxConnections is < 1 or > 1000)
            yield return $"{Section}:MaxConnections must be from 1 to 1000.";

        // The binder takes any number for an enumeration's value.
        if (!Enum.IsDefined(options.ProbeFailure))
            yield return $"{Section}:ProbeFailure must be Fail, Warn or Ignore.";
    }
}
