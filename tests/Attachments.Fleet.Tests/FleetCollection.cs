namespace Attachments.Fleet;

/// <summary>One after the other: each is a machine's load by itself.</summary>
[CollectionDefinition(Name)]
public sealed class FleetCollection
{
    public const string Name = "fleet";
}
