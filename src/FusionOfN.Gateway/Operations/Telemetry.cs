using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FusionOfN.Gateway;

/// <summary>Sends traces and metrics by OTLP where an endpoint is named, and always offers the metrics at <c>/metrics</c>.</summary>
internal static class Telemetry
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const int GrpcPort = 4317;

    public static void AddTelemetry(this WebApplicationBuilder builder, GatewayOptions options)
    {
        // Of a client's trace only its id is taken up; the instrumentation would else read the rest again.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        bool isSent = PointExporter(builder.Configuration, options.Configuration.OtlpEndpoint);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("fusion-gateway"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(FusionTelemetry.SourceName, GatewayMetrics.MeterName).AddRuntimeInstrumentation().AddPrometheusExporter();
                if (isSent)
                    metrics.AddOtlpExporter();
            });
        if (isSent)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(FusionTelemetry.SourceName)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = http => http.Request.Path.StartsWithSegments("/v1"))
                .AddOtlpExporter());
        }
    }

    // The exporter reads its settings from the configuration, where the standard variables are; they win over the file.
    private static bool PointExporter(ConfigurationManager configuration, Uri? endpoint)
    {
        if (string.IsNullOrEmpty(configuration[EndpointVariable]) && endpoint is not null)
        {
            configuration[EndpointVariable] = endpoint.ToString();
            if (string.IsNullOrEmpty(configuration[ProtocolVariable]))
                configuration[ProtocolVariable] = endpoint.Port == GrpcPort ? "grpc" : "http/protobuf";
        }

        return !string.IsNullOrEmpty(configuration[EndpointVariable]);
    }
}
