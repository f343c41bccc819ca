namespace Attachments.Browser.Corpus;

/// <summary>XHTML, SVG and other XML that is a page to a browser.</summary>
internal static class XmlPages
{
    private const string Declaration = "<?xml version=\"1.0\"?>";

    public static IReadOnlyList<ActiveFile> All { get; } =
    [
        Xml("xhtml", "page.xhtml", "application/xhtml+xml", Xhtml).RefusedByDefault(),
        Xml("xhtml-as-xml", "page.xml", "application/xml", Xhtml),
        Xml("xhtml-as-text-xml", "page.xml", "text/xml", Xhtml),
        Xml("xhtml-as-feed", "page.rss", "application/rss+xml", Xhtml).RefusedByDefault(),
        Xml("xhtml-as-any-xml", "page.x", "application/vnd.nobody.knows+xml", Xhtml).RefusedByDefault(),
        Xml("xhtml-as-any-image", "page.x", "image/vnd.nobody.knows+xml", Xhtml).RefusedByDefault(),
        Xml("xhtml-as-png", "page.png", "image/png", Xhtml),
        Xml("mathml", "page.mml", "application/mathml+xml", canary => $"<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi>{Script(canary)}</math>").RefusedByDefault(),
        Xml("svg", "picture.svg", "image/svg+xml", canary => Svg($"<script>{canary.Script}</script>")).RefusedByDefault(),
        Xml("svg-with-handler", "picture.svg", "image/svg+xml", canary => $"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"{canary.Script}\"/>").RefusedByDefault(),
        Xml("svg-with-a-page-in-it", "picture.svg", "image/svg+xml", canary => Svg($"<foreignObject width=\"9\" height=\"9\">{Xhtml(canary)}</foreignObject>")).RefusedByDefault(),
        Xml("svg-without-script", "picture.svg", "image/svg+xml", canary => Svg($"<style>@import url({canary.Address}/css);</style><image href=\"{canary.Address}/image\" width=\"9\" height=\"9\"/><rect id=\"part\"/>")).RefusedByDefault(),
        Xml("svg-as-xml", "picture.xml", "application/xml", canary => Svg($"<script>{canary.Script}</script>")),
        Xml("svg-as-png", "picture.png", "image/png", canary => Svg($"<script>{canary.Script}</script>")),
        Xml("svg-as-text", "picture.txt", "text/plain", canary => Svg($"<script>{canary.Script}</script>")),
        Xml("xml-with-style-of-its-own", "page.xml", "application/xml", Styled),
        Xml("xml-with-style-from-elsewhere", "page.xml", "application/xml", canary => $"<?xml-stylesheet type=\"text/css\" href=\"{canary.Address}/css\"?><page/>"),
        Xml("xslt", "page.xsl", "application/xslt+xml", Styled).RefusedByDefault(),
        Xml("xslt-as-xsl", "page.xsl", "text/xsl", Styled).RefusedByDefault(),
    ];

    private static ActiveFile Xml(string name, string fileName, string contentType, Func<Canary, string> write) =>
        ActiveFile.Text(name, fileName, contentType, canary => Declaration + write(canary), "text/xml");

    private static string Script(Canary canary) => $"<script xmlns=\"http://www.w3.org/1999/xhtml\">{canary.Script}</script>";

    private static string Xhtml(Canary canary) => $"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>page</p>{Script(canary)}</body></html>";

    private static string Svg(string content) => $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{content}</svg>";

    // A style sheet that is its own document: it writes a page with a script.
    private static string Styled(Canary canary) =>
        "<?xml-stylesheet type=\"text/xsl\" href=\"#style\"?><!DOCTYPE page [<!ATTLIST xsl:stylesheet id ID #REQUIRED>]>"
        + "<page><xsl:stylesheet id=\"style\" version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"
        + $"<xsl:template match=\"/\"><html><body><script>{canary.Script}</script></body></html></xsl:template></xsl:stylesheet></page>";
}
