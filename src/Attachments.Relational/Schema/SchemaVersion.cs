namespace Attachments.Relational.Schema;

/// <summary>What the table of versions says.</summary>
/// <param name="Number">The newest version; 0 where there is none.</param>
/// <param name="FirstAppliedAt">When the first version was made, in milliseconds since the Unix epoch; 0 where the host's migrations made it, which know no time.</param>
public readonly record struct SchemaVersion(int Number, long FirstAppliedAt)
{
    /// <summary>Gets who made the tables.</summary>
    public SchemaOwner Owner => Number > 0 && FirstAppliedAt == 0 ? SchemaOwner.Host : SchemaOwner.Scripts;
}
