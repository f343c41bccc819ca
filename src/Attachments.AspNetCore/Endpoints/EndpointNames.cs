using System.Globalization;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>Keeps the endpoints' names (and with them OpenAPI's operation ids) apart where they are mapped more than once.</summary>
internal sealed class EndpointNames
{
    private int mappings;

    /// <summary>Begins another mapping.</summary>
    /// <returns>What its names end with; nothing for the first.</returns>
    public string NextSuffix()
    {
        var number = Interlocked.Increment(ref mappings);
        return number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);
    }
}
