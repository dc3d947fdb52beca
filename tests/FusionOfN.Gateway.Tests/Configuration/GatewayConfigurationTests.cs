using System.Text.Json.Nodes;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway.Tests;

public sealed class GatewayConfigurationTests
{
    [Fact]
    public void Gateway_FileWithoutTheBlock_HasTheDefaults()
    {
        GatewayConfiguration gateway = Read("recipes: {}\n");

        Assert.Equal(new GatewayConfiguration(), gateway);
        Assert.True(gateway.ListensOnLoopback);
    }

    [Fact]
    public void Gateway_FullBlock_MapsEveryKey()
    {
        const string Text = """
            gateway:
              listen: http://0.0.0.0:9000
              store: ${GATEWAY_STORE}
              retention_days: 7
              keys: required
              max_body_bytes: 2048
              max_prompt_tokens: 1000
              max_concurrent_runs: 3
              max_queue: 0
              max_requests_per_session: 20
              max_tokens_per_session: 5000000000
              max_cost_per_session: 0.25
              drain_ms: 1500
              otlp_endpoint: http://localhost:4317
              studio: false
            """;

        GatewayConfiguration gateway = Read(Text);

        GatewayConfiguration expected = new()
        {
            Listen = new Uri("http://0.0.0.0:9000"),
            Store = "${GATEWAY_STORE}",
            Retention = TimeSpan.FromDays(7),
            Keys = GatewayKeyMode.Required,
            MaxBodyBytes = 2048,
            MaxPromptTokens = 1000,
            MaxConcurrentRuns = 3,
            MaxQueue = 0,
            MaxRequestsPerSession = 20,
            MaxTokensPerSession = 5_000_000_000,
            MaxCostPerSession = 0.25m,
            Drain = TimeSpan.FromSeconds(1.5),
            OtlpEndpoint = new Uri("http://localhost:4317"),
            Studio = false,
        };
        Assert.Equal(expected, gateway);
        Assert.False(gateway.ListensOnLoopback);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://127.9.9.9:1", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://LocalHost:1", true)]
    [InlineData("http://localhost.example:1", false)]
    [InlineData("http://127.0.0.1.example:1", false)]
    [InlineData("http://0.0.0.0:1", false)]
    [InlineData("http://[::]:1", false)]
    [InlineData("http://192.168.1.2:1", false)]
    [InlineData("http://gateway:1", false)]
    public void ListensOnLoopback_Address_IsTrueOnlyWhereNobodyElseReachesIt(string address, bool expected) =>
        Assert.Equal(expected, new GatewayConfiguration { Listen = new Uri(address) }.ListensOnLoopback);

    /// <summary>What the schema says an absent key means is what it does mean.</summary>
    [Fact]
    public void Gateway_BlockWithEveryDefaultWrittenOut_IsTheSameAsNoBlock()
    {
        var schema = JsonNode.Parse(ConfigurationSchema.Write(GatewayConfiguration.Section))!;
        List<string> written = [.. schema["$defs"]!["gateway"]!["properties"]!.AsObject()
            .Where(pair => pair.Value!["default"] is not null)
            .Select(pair => $"  {pair.Key}: {pair.Value!["default"]!.ToJsonString().Trim('"')}\n")];

        Assert.True(written.Count >= 8);
        Assert.Equal(new GatewayConfiguration(), Read("gateway:\n" + string.Concat(written)));
    }

    public static TheoryData<string, int, int, string, string> Mistakes => new()
    {
        { "gateway: { port: 8787 }\n", 1, 12, "Unknown key 'port'.", "Did you mean 'listen'?" },
        { "gateway: { listen: '8787' }\n", 1, 20, "'8787' does not fit 'listen'.", "http://127.0.0.1:8787" },
        { "gateway: { listen: 'https://0.0.0.0:8443' }\n", 1, 20, "does not fit 'listen'.", "TLS" },
        { "gateway: { listen: 'http://x:y' }\n", 1, 20, "'http://x:y' is no valid address.", "http://127.0.0.1:8787" },
        { "gateway: { keys: never }\n", 1, 18, "Unknown keys 'never'.", "Known: auto, required, off." },
        { "gateway:\n  listen: http://0.0.0.0:8787\n  keys: off\n", 3, 9, "would let everyone", "fusion keys add" },
        { "gateway: { max_body_bytes: 10 }\n", 1, 28, "'max_body_bytes' is 10", "from 1024 to 1073741824" },
        { "gateway: { retention_days: 0 }\n", 1, 28, "'retention_days' is 0", "from 1 to 36500" },
        { "gateway: { drain_seconds: 5 }\n", 1, 12, "Unknown key 'drain_seconds'.", "Did you mean 'drain_ms'?" },
        { "gateway: { cors_origins: [\"*\"] }\n", 1, 12, "'*' is no origin of a web page.", "https://chat.example.org" },
        { "gateway: { otlp_endpoint: collector }\n", 1, 27, "'collector' does not fit 'otlp_endpoint'.", "full address" },

        // The whole section, where it is read.
        { "server: { listen: 'http://127.0.0.1:1' }\n", 1, 1, "Unknown key 'server'.", "Did you mean 'gateway'?" },
        { "gateway: on\n", 1, 10, "Expected a block of keys", "Keys here: listen, store" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Section_OneMistake_IsReportedAtItsPlaceWithTheMend(string text, int line, int column, string message, string mend)
    {
        var problem = Assert.Single(Problems(text));

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(mend, problem.Mend, StringComparison.Ordinal);
    }

    /// <summary>What a file says about the gateway is not lost because somebody forgot to read it.</summary>
    [Fact]
    public void From_FileReadWithoutTheSection_Refuses()
    {
        var configuration = FusionConfiguration.Parse("gateway: { listen: 'http://127.0.0.1:9000' }\n").Require();

        var exception = Assert.Throws<ArgumentException>(() => GatewayConfiguration.From(configuration));

        Assert.Contains("without the section 'gateway'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_OfThisProject_IsPassedOverByProgramsWithoutIt() => Assert.Contains(GatewayConfiguration.Section.Name, ConfigurationSection.Reserved);

    /// <summary>The lines about the gateway that a new file holds as comments are right when they are taken out of the comment.</summary>
    [Fact]
    public void Template_WithoutItsCommentMarks_IsTaken()
    {
        string written = GatewayConfiguration.Section.Template.Replace("# gateway:", "gateway:", StringComparison.Ordinal).Replace("\n#   ", "\n  ", StringComparison.Ordinal);

        Assert.Equal(2, Read(written).MaxCostPerSession);
    }

    [Theory]
    [InlineData("Host=db;Username=fusion;Password=hunter2")]
    [InlineData("Host=db; pwd = hunter2 ;Username=fusion")]
    [InlineData("postgres://fusion:hunter2@db/gateway")]
    [InlineData("postgresql://db/gateway?user=fusion&password=hunter2")]
    public void Gateway_PasswordInTheStore_IsRefusedAndNotRepeated(string store)
    {
        var problem = Assert.Single(Problems($"gateway: {{ store: '{store}' }}\n"));

        Assert.Equal("'store' holds a password.", problem.Message);
        Assert.DoesNotContain("hunter2", problem.ToString());
        Assert.Contains("PGPASSWORD", problem.Mend);
    }

    [Theory]
    [InlineData("Host=/var/run/postgresql;Database=gateway")]
    [InlineData("postgres://fusion@db:5432/gateway")]
    [InlineData("/var/lib/fusion/pass=word.db")]
    [InlineData("C:\\\\data\\\\gateway.db")]
    public void Gateway_StoreWithoutAPassword_IsTaken(string store) =>
        Assert.Empty(Problems($"gateway: {{ store: '{store}' }}\n"));

    [Fact]
    public void Gateway_KeysOffOnLoopback_IsTaken() =>
        Assert.Empty(Problems("gateway: { listen: 'http://localhost:8787', keys: off }\n"));

    private static GatewayConfiguration Read(string text) => GatewayConfiguration.From(FusionConfiguration.Parse(text, sections: GatewayConfiguration.Section).Require());

    private static IReadOnlyList<ConfigurationProblem> Problems(string text) => FusionConfiguration.Parse(text, sections: GatewayConfiguration.Section).Problems;
}
