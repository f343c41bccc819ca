using System.Collections.Frozen;
using Attachments.Content.Types;
using Attachments.Content.Types.Signatures;
using Attachments.Ingestion;

namespace Attachments.Content.Archives.Zip;

/// <summary>
/// A ZIP behind other bytes. Readers find a ZIP by its end, so a file that claims to be one and does not begin as one may still be opened as one: what stands
/// in it could not be looked into from its beginning, and it is refused.
/// </summary>
internal static class HiddenZip
{
    public const string Refusal = "The archive stands behind other bytes";

    /// <summary>The length of the end record, with the longest comment.</summary>
    public const int LongestEnd = ZipRecord.EndLength + ushort.MaxValue;

    // Beside the extensions whose type is known, what else is a ZIP: of Office, OpenDocument and Visio, of programs' packages, and of what others make.
    private static readonly FrozenSet<string> OtherExtensions = FrozenSet.ToFrozenSet(
    [
        "zipx", "dotm", "xltm", "xlam", "potm", "ppsm", "ppam", "sldx", "sldm", "thmx", "vsdm", "vssx", "vssm", "vstx", "vstm",
        "odm", "odb", "odc", "odi", "oth", "otg", "otc", "oti", "sxw", "sxc", "sxi", "sxd",
        "war", "ear", "aar", "ipa", "xpi", "apks", "apkm", "xapk", "aab", "appx", "appxbundle", "msix", "msixbundle", "vsix", "nupkg", "whl", "egg", "oxt",
        "cbz", "3mf", "usdz", "dwfx", "idml", "mscz", "ora", "kra", "sketch", "xmind",
    ]);

    /// <summary>Says whether a name makes readers open a file as a ZIP.</summary>
    public static bool IsNamedBy(string name)
    {
        var extension = FileNameRules.ExtensionOf(name);
        return OtherExtensions.Contains(extension) || (ContentTypeByExtension.TypeOf(extension) is { } type && Containers.IsBuiltOn(type, Containers.Zip));
    }

    /// <summary>Says whether a name makes readers open a compound file as what it is: an Office document of the older or the encrypted kind.</summary>
    public static bool IsNameOfCompound(string name) =>
        ContentTypeByExtension.TypeOf(FileNameRules.ExtensionOf(name)) is { } type && Containers.IsBuiltOn(type, Containers.Ole);
}
