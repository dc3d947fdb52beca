using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>One PostgreSQL server for all tests of a class.</summary>
public sealed class PostgresFixture : PostgresServer, IAsyncLifetime;
