namespace Attachments.Browser.Corpus;

/// <summary>How an attacker would have a file opened.</summary>
public enum Vehicle
{
    /// <summary>As a page of its own.</summary>
    Page,

    /// <summary>As the script of another page.</summary>
    Script,

    /// <summary>As the style sheet of another page.</summary>
    Stylesheet,

    /// <summary>As the film of another page.</summary>
    Video,
}
