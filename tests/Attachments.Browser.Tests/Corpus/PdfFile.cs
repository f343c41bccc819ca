using System.Globalization;
using System.Text;

namespace Attachments.Browser.Corpus;

/// <summary>Writes a PDF of one page.</summary>
internal static class PdfFile
{
    /// <summary>What the page is painted with: no viewer has it.</summary>
    public const int Paint = 0xFF00FF;

    /// <summary>Writes a painted page.</summary>
    /// <param name="comment">What the second line says, which no reader shows.</param>
    /// <param name="script">What runs when the file is opened.</param>
    /// <param name="action">What is done before the script: the entries of an action's dictionary (ISO 32000-2, 12.6).</param>
    /// <param name="isOfPage">Whether the page's opening does it, not the document's.</param>
    public static byte[] Write(string comment = "", string? script = null, string? action = null, bool isOfPage = false)
    {
        var opening = (script, action) switch
        {
            (null, null) => "",
            (_, null) => "5 0 R",
            _ => "6 0 R",
        };
        const string content = "1 0 1 rg 0 0 200 100 re f";
        string[] objects =
        [
            $"<</Type/Catalog/Pages 2 0 R{(opening.Length == 0 || isOfPage ? "" : $"/OpenAction {opening}")}>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R{(isOfPage ? $"/AA<</O {opening}>>" : "")}>>",
            $"<</Length {content.Length}>>stream\n{content}\nendstream",
            $"<</S/JavaScript/JS({Escape(script ?? "")})>>",
            $"<<{action}/Next 5 0 R>>",
        ];

        var file = new StringBuilder($"%PDF-1.7\n%{comment}\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal);
}
