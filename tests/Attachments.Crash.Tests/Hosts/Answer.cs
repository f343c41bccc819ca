using System.Text;
using System.Text.Json;

namespace Attachments.Crash.Hosts;

/// <summary>What came back for a request.</summary>
/// <param name="Status">The status; 0 where the connection broke before the whole answer was there.</param>
/// <param name="Body">The body.</param>
internal sealed record Answer(int Status, byte[] Body)
{
    public static readonly Answer Lost = new(0, []);

    public bool IsLost => Status == 0;

    /// <summary>Reads a member of the JSON body, or one within another by a path with dots.</summary>
    public string? this[string path]
    {
        get
        {
            using var json = JsonDocument.Parse(Body);
            var element = json.RootElement;
            foreach (var name in path.Split('.'))
            {
                if (!element.TryGetProperty(name, out element))
                    return null;
            }

            return element.ToString();
        }
    }

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 400)))}";
}
