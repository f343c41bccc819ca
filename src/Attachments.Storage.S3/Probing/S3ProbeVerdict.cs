namespace Attachments.Storage.S3.Probing;

/// <summary>What a probe came to.</summary>
public enum S3ProbeVerdict
{
    /// <summary>The store works in this bucket, as it is set.</summary>
    Works,

    /// <summary>The store works in this bucket, with the profile and the settings that the report recommends.</summary>
    WorksOtherwise,

    /// <summary>The store does not work in this bucket.</summary>
    DoesNotWork,
}
