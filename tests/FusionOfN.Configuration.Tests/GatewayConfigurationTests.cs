namespace FusionOfN.Configuration.Tests;

public sealed class GatewayConfigurationTests
{
    [Fact]
    public void Gateway_FileWithoutTheBlock_HasTheDefaults()
    {
        GatewayConfiguration gateway = FusionConfiguration.Parse(Yaml.Base).Require().Gateway;

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

        GatewayConfiguration gateway = FusionConfiguration.Parse(Text).Require().Gateway;

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
        var written = Shape.Of(typeof(GatewaySettings)).Fields
            .Where(field => field.Default is not null)
            .Select(field => $"  {field.Key}: {Write(field.Default!)}\n")
            .ToList();

        Assert.True(written.Count >= 8);
        Assert.Equal(new GatewayConfiguration(), FusionConfiguration.Parse("gateway:\n" + string.Concat(written)).Require().Gateway);

        static string Write(object value) => value is Enum name ? ScalarReader.NameOf(name) : $"{value}".Replace("True", "true", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Username=fusion;Password=hunter2")]
    [InlineData("Host=db; pwd = hunter2 ;Username=fusion")]
    [InlineData("postgres://fusion:hunter2@db/gateway")]
    [InlineData("postgresql://db/gateway?user=fusion&password=hunter2")]
    public void Gateway_PasswordInTheStore_IsRefusedAndNotRepeated(string store)
    {
        var problem = Assert.Single(Yaml.Problems($"gateway: {{ store: '{store}' }}\n"));

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
        Assert.Empty(Yaml.Problems($"gateway: {{ store: '{store}' }}\n"));

    [Fact]
    public void Gateway_KeysOffOnLoopback_IsTaken() =>
        Assert.Empty(Yaml.Problems("gateway: { listen: 'http://localhost:8787', keys: off }\n"));
}
