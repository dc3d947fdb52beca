using FusionOfN.Testing;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

public sealed class EndpointProbeTests
{
    private static EndpointRuntime Runtime(EndpointFixture fixture) => new() { TimeProvider = fixture.Clock, ReadVariable = _ => Key };

    [Theory]
    [InlineData(EndpointKind.OpenAi, "/v1/models")]
    [InlineData(EndpointKind.Anthropic, "/v1/models")]
    [InlineData(EndpointKind.Ollama, "/api/tags")]
    public async Task Healthy_ListsItsModels(EndpointKind kind, string path)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Models = ["a:latest", "b"];

        ProbeReport report = await EndpointProbe.RunAsync(fixture.Options(kind) with { Models = ["a", "b"] }, Runtime(fixture), Cancel);

        Assert.True(report.IsHealthy);
        Assert.Equal(["a:latest", "b"], report.Models);
        Assert.Equal("endpoint 'test' answered in 0 ms; it lists 2 models.", report.Summary);
        UpstreamRequest request = Assert.Single(fixture.Upstream.Requests);
        Assert.Equal(("GET", path, $"Bearer {Key}"), (request.Method, request.Path, request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Azure_Deployments_AsksBesideThem()
    {
        await using EndpointFixture fixture = await StartAsync();
        EndpointOptions options = fixture.Options(EndpointKind.Azure) with { BaseUrl = new Uri($"{fixture.Upstream.Url}openai/deployments/{{model}}"), ApiVersion = "v" };

        ProbeReport report = await EndpointProbe.RunAsync(options, Runtime(fixture), Cancel);

        Assert.True(report.IsHealthy);
        Assert.Equal(("/openai/models", "?api-version=v"), (fixture.Upstream.Requests[0].Path, fixture.Upstream.Requests[0].Query));
    }

    [Fact]
    public async Task MissingModel_IsNamedBesideTheOnesThere()
    {
        await using EndpointFixture fixture = await StartAsync();

        ProbeReport report = await EndpointProbe.RunAsync(fixture.Options() with { Models = ["gone"] }, Runtime(fixture), Cancel);

        Assert.False(report.IsHealthy);
        Assert.Equal("endpoint 'test' answered in 0 ms, but has no model gone. It lists fake-model.", report.Summary);
    }

    [Fact]
    public async Task NoModelList_IsHealthyAllTheSame()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.ScriptModelLists = true;
        fixture.Upstream.Enqueue(UpstreamReply.Error(404));

        ProbeReport report = await EndpointProbe.RunAsync(fixture.Options(), Runtime(fixture), Cancel);

        Assert.True(report.IsHealthy);
        Assert.Equal("endpoint 'test' answered in 0 ms; it does not list its models.", report.Summary);
    }

    [Fact]
    public async Task WrongKey_SaysHowToMend()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.ScriptModelLists = true;
        fixture.Upstream.Enqueue(UpstreamReply.Error(401, $"bad key {Key}"));

        ProbeReport report = await EndpointProbe.RunAsync(fixture.Options(), Runtime(fixture), Cancel);

        Assert.Equal(EndpointFailureKind.Authentication, report.Problem?.Kind);
        Assert.EndsWith("(HTTP 401): \"bad key [secret]\". Check the key in TEST_KEY and what it is allowed to do.", report.Summary);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("{}")]
    [InlineData("7")]
    public async Task NoApi_IsAProblem(string body)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Map("GET", "/v1/models", _ => UpstreamReply.Raw(body));

        ProbeReport report = await EndpointProbe.RunAsync(fixture.Options(), Runtime(fixture), Cancel);

        Assert.Equal(EndpointFailureKind.GarbageReply, report.Problem?.Kind);
    }

    [Fact]
    public async Task Hanging_EndsAfterItsPatience()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Map("GET", "/v1/models", _ => UpstreamReply.Hanging);

        Task<ProbeReport> probe = EndpointProbe.RunAsync(fixture.Options(), Runtime(fixture), Cancel);
        await fixture.Upstream.Meter.WaitForOpenAsync(1, Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));

        ProbeReport report = await probe;
        Assert.Equal(EndpointFailureKind.Timeout, report.Problem?.Kind);
        Assert.Equal(TimeSpan.FromSeconds(15), report.Latency);
    }

    [Fact]
    public async Task NotThere_IsUnreachable()
    {
        await using EndpointFixture fixture = await StartAsync();
        await fixture.Upstream.DisposeAsync();

        ProbeReport report = await EndpointProbe.RunAsync(fixture.Options(EndpointKind.Ollama), Runtime(fixture), Cancel);

        Assert.Equal(EndpointFailureKind.Unreachable, report.Problem?.Kind);
    }
}
