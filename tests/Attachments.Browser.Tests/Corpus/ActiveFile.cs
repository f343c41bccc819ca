using System.Text;

namespace Attachments.Browser.Corpus;

/// <summary>A file that does something where it is given the chance.</summary>
/// <param name="Name">What tests call it.</param>
/// <param name="FileName">The name that the client sends.</param>
/// <param name="ContentType">The type that the client declares; null declares none.</param>
/// <param name="ActsAs">The type under which a careless server would make it act.</param>
/// <param name="Vehicle">How it acts then.</param>
/// <param name="Write">Makes its bytes.</param>
public sealed record ActiveFile(string Name, string FileName, string? ContentType, string ActsAs, Vehicle Vehicle, Func<Canary, byte[]> Write)
{
    /// <summary>Gets whether a host that restricts types as it comes refuses the file.</summary>
    public bool IsRefusedByDefault { get; init; }

    public static ActiveFile Text(string name, string fileName, string? contentType, Func<Canary, string> write, string actsAs = "text/html", Vehicle vehicle = Vehicle.Page) =>
        new(name, fileName, contentType, actsAs, vehicle, canary => Encoding.UTF8.GetBytes(write(canary)));

    public ActiveFile RefusedByDefault() => this with { IsRefusedByDefault = true };
}
