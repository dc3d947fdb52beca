namespace FusionOfN.Local;

/// <summary>Element types by their number in the ONNX format.</summary>
internal enum OnnxElement
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Half = 10,
}
