using System.Diagnostics.Metrics;

namespace Attachments.Diagnostics;

/// <summary>Hears the library's instruments of one host.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly List<(string Instrument, double Value, string? Outcome)> measurements = [];
    private readonly List<string> instruments = [];

    public RecordedMetrics(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (!ReferenceEquals(instrument.Meter.Scope, factory) || instrument.Meter.Name != AttachmentsDiagnostics.MeterName)
                return;

            instruments.Add(instrument.Name);
            own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    public IReadOnlyList<string> Instruments => instruments;

    public IReadOnlyList<(double Value, string? Outcome)> Of(string instrument)
    {
        listener.RecordObservableInstruments();
        lock (gate)
            return [.. measurements.Where(measurement => measurement.Instrument == instrument).Select(measurement => (measurement.Value, measurement.Outcome))];
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? outcome = null;
        foreach (var tag in tags)
            outcome = tag.Key == "outcome" ? tag.Value?.ToString() : throw new InvalidOperationException($"Tag {tag.Key} is not known.");

        lock (gate)
            measurements.Add((instrument.Name, value, outcome));
    }
}
