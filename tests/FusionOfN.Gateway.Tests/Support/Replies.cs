using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>What the fake upstream says: candidates to the panel, a marked answer to the fusor.</summary>
internal static class Replies
{
    /// <summary>Whether the request is the fusor's.</summary>
    public static bool IsFusing(UpstreamRequest request) => request.Body.Contains("# Candidates", StringComparison.Ordinal);

    public static UpstreamReply Of(UpstreamRequest request, string fused) => IsFusing(request) ? Marked(fused) : $"candidate of {request.Model}";

    public static UpstreamReply Marked(string answer) => $"<comparison>\nThey agree.\n</comparison>\n<fused_answer>\n{answer}\n</fused_answer>";
}
