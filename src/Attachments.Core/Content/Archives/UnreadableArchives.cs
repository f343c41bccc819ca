namespace Attachments.Content.Archives;

/// <summary>What becomes of archives that cannot be looked into.</summary>
public enum UnreadableArchives
{
    /// <summary>They are accepted: a scanner says <c>unscannable</c> of them where scanning is on.</summary>
    Accept,

    /// <summary>They are refused.</summary>
    Refuse,
}
