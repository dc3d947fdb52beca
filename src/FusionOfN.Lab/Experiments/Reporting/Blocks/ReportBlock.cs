namespace FusionOfN.Lab;

/// <summary>A piece of a report, without any markup.</summary>
internal abstract record ReportBlock;
