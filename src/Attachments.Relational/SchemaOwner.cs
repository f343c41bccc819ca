namespace Attachments.Relational;

/// <summary>Who makes and changes the tables.</summary>
public enum SchemaOwner
{
    /// <summary>The library, with its own scripts.</summary>
    Scripts,

    /// <summary>The host, in the migrations of its own <c>DbContext</c>.</summary>
    Host,
}
