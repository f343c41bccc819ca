// dotnet run eng/TestSummary.cs -- RESULTS_FOLDER REPOSITORY
// Sums up the xunit reports of a test run, and says whether it counts as passed: every test project reported, at least one test ran,
// none failed, and none was skipped but those that eng/allowed-skips.txt names.
// The totals also go into RESULTS_FOLDER/totals.txt, as "N passed, N failed, N skipped".
#:property PublishAot=false

using System.Xml.Linq;

var results = args[0];
var repository = args[1];

var assemblies = Directory.EnumerateFiles(results, "*.xunit.xml")
    .SelectMany(file => XDocument.Load(file).Descendants("assembly"))
    .OrderBy(Name, StringComparer.Ordinal)
    .ToList();
var tests = assemblies.SelectMany(assembly => assembly.Descendants("test")).ToList();

// An error is a fault outside of any test: a class that could not be cleaned up, a fixture that could not be made.
var passed = assemblies.Sum(assembly => Count(assembly, "passed"));
var failed = assemblies.Sum(assembly => Count(assembly, "failed") + Count(assembly, "errors"));
var skipped = assemblies.Sum(assembly => Count(assembly, "skipped") + Count(assembly, "not-run"));
var problems = new List<string>();

Console.WriteLine();
foreach (var assembly in assemblies)
{
    Console.WriteLine(
        $"{Name(assembly),-48} {Count(assembly, "passed"),6} passed {Count(assembly, "failed") + Count(assembly, "errors"),4} failed "
        + $"{Count(assembly, "skipped") + Count(assembly, "not-run"),4} skipped {(string?)assembly.Attribute("time"),9} s");
}

foreach (var project in Directory.EnumerateFiles(Path.Combine(repository, "tests"), "*.Tests.csproj", SearchOption.AllDirectories))
{
    if (!assemblies.Any(assembly => Name(assembly) == Path.GetFileNameWithoutExtension(project)))
        problems.Add($"{Path.GetFileNameWithoutExtension(project)} wrote no report: it crashed, ran out of time, or is not in the solution.");
}

foreach (var test in tests.Where(test => (string?)test.Attribute("result") == "Fail"))
    problems.Add($"Failed: {(string?)test.Attribute("name")}");

foreach (var error in assemblies.SelectMany(assembly => assembly.Elements("errors")).SelectMany(errors => errors.Elements("error")))
    problems.Add($"Error: {(string?)error.Attribute("type")} {(string?)error.Attribute("name")}: {(string?)error.Descendants("message").FirstOrDefault()}");

var allowedSkips = File.ReadLines(Path.Combine(repository, "eng", "allowed-skips.txt"))
    .Select(line => line.Trim())
    .Where(line => line.Length > 0 && !line.StartsWith('#'))
    .ToHashSet(StringComparer.Ordinal);
foreach (var test in tests.Where(test => (string?)test.Attribute("result") is "Skip" or "NotRun"))
{
    var name = (string?)test.Attribute("name") ?? "";
    if (!allowedSkips.Contains(name))
        problems.Add($"Skipped, but not in eng/allowed-skips.txt: {name} ({(string?)test.Element("reason")})");
}

if (passed + failed == 0)
    problems.Add("No test ran.");
if (failed > 0 && problems.Count == 0)
    problems.Add("A test failed.");

Console.WriteLine();
foreach (var problem in problems)
    Console.WriteLine(problem);

var totals = $"{passed} passed, {failed} failed, {skipped} skipped";
File.WriteAllText(Path.Combine(results, "totals.txt"), totals + "\n");
Console.WriteLine($"Total: passed {passed}, failed {failed}, skipped {skipped}.");
return problems.Count == 0 ? 0 : 1;

static string Name(XElement assembly) => Path.GetFileNameWithoutExtension((string?)assembly.Attribute("name") ?? "");

static int Count(XElement assembly, string attribute) => (int?)assembly.Attribute(attribute) ?? 0;
