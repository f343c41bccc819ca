namespace Attachments.Storage.Migration;

/// <summary>Which step of a migration a host takes part in. Every host takes a step before any takes the next.</summary>
public enum StoreMigrationStep
{
    /// <summary>Uploads go to the old store. Both are read, so that hosts which are a step ahead may write to the new one already.</summary>
    Prepare,

    /// <summary>Uploads go to the new store, and the old one only shrinks: this is when its blobs are copied.</summary>
    Copy,
}
