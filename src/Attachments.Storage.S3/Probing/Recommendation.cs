namespace Attachments.Storage.S3.Probing;

/// <summary>The profile that fits what was seen, and what is to be set beside it.</summary>
internal sealed record Recommendation(S3Profile Profile, S3ProtocolOptions Overrides, bool IsConfigured = false)
{
    public static Recommendation For(ProbeTarget target, Findings findings)
    {
        if (Fits(target.Configured, findings))
            return new Recommendation(target.Store.Profile, target.Protocol, IsConfigured: true);

        // A profile that fits as it is; else the one with the least beside it, and the generic one among equals, for it promises the least by itself.
        return Candidates(target)
            .Select(profile => new Recommendation(profile, OverridesOf(profile, target, findings)))
            .OrderBy(candidate => candidate.Distance(findings))
            .ThenBy(static candidate => candidate.Profile == S3Profile.Generic ? 0 : 1)
            .First();
    }

    private static S3Profile[] Candidates(ProbeTarget target)
    {
        S3Profile[] others = [S3Profile.Ceph, S3Profile.MinIO, S3Profile.R2, S3Profile.Generic];
        return target.IsAmazon ? [S3Profile.Aws] : others;
    }

    private static bool Fits(S3Capabilities capabilities, Findings findings) =>
        (capabilities.PathStyle ? findings.PathStyle : findings.BucketInHost)
        && WriteMode.Of(capabilities) is { } mode && findings.Modes.Contains(mode)
        && capabilities.ConditionalPut == findings.ConditionalPut
        && capabilities.ConditionalComplete == findings.ConditionalComplete
        && capabilities.EqualParts != findings.UnequalParts;

    private static S3ProtocolOptions OverridesOf(S3Profile profile, ProbeTarget target, Findings findings)
    {
        var itself = S3Capabilities.Of(profile);
        var mode = WriteMode.Of(target.Configured) is { } configured && findings.Modes.Contains(configured) ? configured : findings.Modes[0];
        var isStyleRight = itself.PathStyle ? findings.PathStyle : findings.BucketInHost;
        var areConditionsRight = itself.ConditionalPut == findings.ConditionalPut && itself.ConditionalComplete == findings.ConditionalComplete;

        return new S3ProtocolOptions
        {
            PathStyle = isStyleRight ? null : findings.PathStyle,
            ChunkEncoding = Unless(itself.ChunkEncoding, mode.Chunked),
            SdkChecksums = Unless(itself.SdkChecksums, mode.Checksums),
            ContentMd5 = Unless(itself.ContentMd5, mode.Md5),

            // One of the two alone cannot be set beside a profile: then rather none, for a service may refuse what it does not know.
            ConditionalWrites = areConditionsRight ? null : findings.ConditionalPut && findings.ConditionalComplete,
            EqualParts = Unless(itself.EqualParts, !findings.UnequalParts),
        };
    }

    private static bool? Unless(bool itself, bool wanted) => itself == wanted ? null : wanted;

    private int Distance(Findings findings)
    {
        bool?[] overrides = [Overrides.PathStyle, Overrides.ChunkEncoding, Overrides.SdkChecksums, Overrides.ContentMd5, Overrides.ConditionalWrites, Overrides.EqualParts];
        var isExact = Fits(S3Capabilities.Of(Profile, Overrides), findings);
        return overrides.Count(static value => value is not null) + (isExact ? 0 : overrides.Length);
    }
}
