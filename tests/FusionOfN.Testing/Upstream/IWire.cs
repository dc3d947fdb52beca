using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>Writes a reply in one dialect. A stream is a head, one event per piece, and a tail, so that faults can be put between them.</summary>
internal interface IWire
{
    string StreamContentType { get; }

    JsonObject Whole(UpstreamRequest request, UpstreamReply reply);

    IEnumerable<WireEvent> Head(UpstreamRequest request, UpstreamReply reply);

    WireEvent Piece(UpstreamRequest request, UpstreamReply reply, string piece);

    IEnumerable<WireEvent> Tail(UpstreamRequest request, UpstreamReply reply);

    WireEvent Error(int status, string message);

    string Frame(WireEvent wireEvent);

    string EndMark { get; }
}
