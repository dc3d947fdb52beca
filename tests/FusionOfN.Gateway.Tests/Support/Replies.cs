using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>What the fake upstream says: candidates to the panel, a marked answer to the fusor.</summary>
internal static class Replies
{
    /// <summary>Whether the request is the fusor's.</summary>
    public static bool IsFusing(UpstreamRequest request) => request.Body.Contains("# Candidates", StringComparison.Ordinal);

    public static UpstreamReply Of(UpstreamRequest request, string fused) => IsFusing(request) ? Marked(fused) : $"candidate of {request.Model}";

    /// <summary>A marked answer in pieces, of which the client gets each on its own.</summary>
    public static UpstreamReply InPieces(ClientPace pace, params string[] pieces)
    {
        string[] marked = [.. pieces];
        marked[0] = $"<comparison>\nThey agree.\n</comparison>\n<fused_answer>\n{marked[0]}";
        marked[^1] += "\n</fused_answer>";
        return pace.Set(new UpstreamReply { Pieces = marked });
    }

    public static UpstreamReply Marked(string answer) => $"<comparison>\nThey agree.\n</comparison>\n<fused_answer>\n{answer}\n</fused_answer>";
}
