using System.Security.Cryptography;
using System.Text;
using FusionOfN.Testing;

namespace FusionOfN.Jobs.Tests;

/// <summary>A model server that answers the same to the same request: the reply tells which bytes it was asked with.</summary>
internal static class Replies
{
    public static UpstreamReply Of(UpstreamRequest request)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)))[..16];
        return request.Model == "teacher" ? $"Answer {hash}." : $"<comparison>\nNone differ.\n</comparison>\n<fused_answer>\nFused {request.Model} {hash}.\n</fused_answer>";
    }
}
