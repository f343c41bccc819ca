using Attachments.Browser.Hosting;

[assembly: AssemblyFixture(typeof(Stage))]
