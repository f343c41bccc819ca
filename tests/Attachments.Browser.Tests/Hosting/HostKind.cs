namespace Attachments.Browser.Hosting;

/// <summary>How the sample host under test is set up.</summary>
public enum HostKind
{
    /// <summary>As it comes.</summary>
    AsItComes,

    /// <summary>It takes every type and extension that is no program, and shows whatever it is allowed to show.</summary>
    WideOpen,
}
