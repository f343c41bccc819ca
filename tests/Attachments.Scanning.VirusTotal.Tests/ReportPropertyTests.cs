using System.Text;
using System.Text.Json;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;
using CsCheck;
using Microsoft.AspNetCore.Http;

namespace Attachments.Scanning.VirusTotal;

public sealed class ReportPropertyTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("some attachment");
    private static readonly string Digest = ContentDigest.Of(Content).ToString();
    private static readonly string[] Counts = ["malicious", "suspicious", "undetected", "harmless"];
    private static readonly string[] Values = ["0", "1", "5", "60", "-1", "0.5", "1e3", "\"0\"", "null", "true", "[]", "{}", "99999999999999999999", "2147483648"];

    private static readonly string Valid = new FakeFile { Undetected = 60, Unsupported = 8 }.ToDocument(Digest).ToJsonString();

    private static readonly Gen<string> Value = Gen.Int[0, Values.Length - 1].Select(i => Values[i]);

    private static readonly Gen<Func<string, string>> Mutations = Gen.OneOf(
        Gen.Int[0, Valid.Length].Select(length => (Func<string, string>)(text => text[..Math.Min(length, text.Length)])),
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Char[' ', '~']).Select((at, with) => (Func<string, string>)(text => Replace(text, at, with))),
        Gen.Select(Gen.Int[0, Counts.Length - 1].Select(i => Counts[i]), Value).Select((name, value) => (Func<string, string>)(text => SetCount(text, name, value))),
        Gen.Int[0, Counts.Length - 1].Select(i => Counts[i]).Select(name => (Func<string, string>)(text => text.Replace($"\"{name}\"", $"\"not-{name}\"", StringComparison.Ordinal))),
        Gen.Select(Gen.Int[0, Counts.Length - 1].Select(i => Counts[i]), Value).Select((name, value) => (Func<string, string>)(text =>
            text.Replace("\"last_analysis_stats\":{", $"\"last_analysis_stats\":{{\"{name}\":{value},", StringComparison.Ordinal))));

    [Fact]
    public async Task Nothing_but_a_well_formed_report_of_these_bytes_without_detections_is_clean()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.MaxReportAge = null);
        var body = "";
        var clean = 0;
        harness.Fake.Intercept = async context =>
        {
            await context.Response.WriteAsync(body);
            return true;
        };

        await Mutations.Array[0, 3].SampleAsync(
            async mutations =>
            {
                var text = mutations.Aggregate(Valid, (current, mutate) => mutate(current));
                body = text;
                if (await JudgeAsync(harness) != ScanVerdict.Clean)
                    return;

                clean++;
                Assert.True(IsCleanReport(text), text);
            },
            iter: 1500,
            threads: 1);

        // Otherwise nothing was tried that could have been called clean.
        Assert.InRange(clean, 20, 1400);
    }

    private static async Task<ScanVerdict?> JudgeAsync(ScannerHarness harness)
    {
        try
        {
            return (await harness.ScanAsync(Content)).Verdict;
        }
        catch (ScannerUnavailableException)
        {
            return null;
        }
    }

    // Written apart from the scanner's own reading.
    private static bool IsCleanReport(string text)
    {
        using var document = JsonDocument.Parse(text);
        var data = document.RootElement.GetProperty("data");
        var stats = data.GetProperty("attributes").GetProperty("last_analysis_stats");
        var counts = Counts.ToDictionary(name => name, name => stats.EnumerateObject().Single(member => member.Name == name).Value.GetInt32());

        return data.GetProperty("type").GetString() == "file"
            && string.Equals(data.GetProperty("id").GetString(), Digest, StringComparison.OrdinalIgnoreCase)
            && counts["malicious"] == 0 && counts["suspicious"] == 0
            && counts.Values.All(count => count >= 0)
            && counts["undetected"] + counts["harmless"] >= 10;
    }

    private static string Replace(string text, int at, char with) => at < text.Length ? $"{text[..at]}{with}{text[(at + 1)..]}" : text;

    private static string SetCount(string text, string name, string value)
    {
        var stats = text.IndexOf("last_analysis_stats", StringComparison.Ordinal);
        var at = stats < 0 ? -1 : text.IndexOf($"\"{name}\":", stats, StringComparison.Ordinal);
        if (at < 0)
            return text;

        var begin = at + name.Length + 3;
        var end = text.IndexOfAny([',', '}'], begin);
        return end < 0 ? text : $"{text[..begin]}{value}{text[end..]}";
    }
}
