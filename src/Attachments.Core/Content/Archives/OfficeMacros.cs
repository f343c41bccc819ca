namespace Attachments.Content.Archives;

/// <summary>What becomes of Office documents with macros.</summary>
public enum OfficeMacros
{
    /// <summary>They are refused where their type says that they have none: a DOCX with macros is not what it claims to be. A DOCM passes where its type and extension are accepted.</summary>
    RefuseUndeclared,

    /// <summary>They are refused. Macros in the OLE files of older Office are refused where the file's head shows them, which does not prove that others have none.</summary>
    Refuse,

    /// <summary>They are accepted.</summary>
    Accept,
}
