using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Probing;

/// <summary>Tries what a bucket's service understands, and says which profile to use.</summary>
public static class S3Probe
{
    /// <summary>Probes a bucket.</summary>
    /// <param name="options">The bucket, as a store would be set; its profile is the one that is judged.</param>
    /// <param name="protocol">What is set beside the profile; null for nothing.</param>
    /// <param name="cancellationToken">Ends the probe. What it has stored is removed nevertheless, which takes 30 seconds at most.</param>
    /// <returns>The report. A service that is away or refuses is a report too.</returns>
    /// <remarks>
    /// Writes some 40 MiB below <see cref="S3StoreOptions.KeyPrefix"/> under <c>.probe/</c>, and removes all of it. It needs the permissions that the store
    /// needs, and says where one is missing; it touches nothing else in the bucket, and changes none of its settings.
    /// </remarks>
    /// <exception cref="OptionsValidationException">The settings cannot work.</exception>
    public static async Task<S3ProbeReport> RunAsync(S3StoreOptions options, S3ProtocolOptions? protocol = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        if (new S3StoreOptionsValidator().Validate(null, options) is { Failed: true } invalid)
            throw new OptionsValidationException(Options.DefaultName, typeof(S3StoreOptions), invalid.Failures);

        var target = new ProbeTarget(options, protocol ?? new S3ProtocolOptions());
        var run = new ProbeRun(target);
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
