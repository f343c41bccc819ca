namespace Attachments.Relational;

/// <summary>What all relational databases have in common in their options.</summary>
public abstract class RelationalAttachmentsOptions
{
    /// <summary>Gets or sets who makes and changes the tables.</summary>
    /// <value>The default is <see cref="SchemaOwner.Scripts"/>.</value>
    public SchemaOwner SchemaOwner { get; set; }

    /// <summary>Gets or sets the type of the column that names an attachment's message.</summary>
    /// <value>The default is <see cref="MessageKeyType.Text"/>. Another only where the host owns the tables.</value>
    public MessageKeyType MessageKeyType { get; set; }

    /// <summary>Gets or sets whether the tables are created or upgraded when the host starts. They are checked in any case.</summary>
    /// <value>The default is the engine's: see its package. Without effect where the host owns the tables.</value>
    public bool ApplySchemaAtStart { get; set; }
}
