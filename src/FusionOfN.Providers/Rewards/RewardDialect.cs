namespace FusionOfN.Providers;

/// <summary>A kind of reward, rerank or metric server and the route that is used.</summary>
public enum RewardDialect
{
    /// <summary>vLLM <c>POST /classify</c>: reward models with a classification head.</summary>
    VllmClassify,

    /// <summary>vLLM <c>POST /pooling</c>: reward models that answer one number, or one per token, of which the last counts.</summary>
    VllmPooling,

    /// <summary>vLLM <c>POST /score</c>: cross-encoders over (prompt, answer).</summary>
    VllmScore,

    /// <summary>vLLM <c>POST /rerank</c>.</summary>
    VllmRerank,

    /// <summary>SGLang <c>POST /classify</c>. Needs a template.</summary>
    SglangClassify,

    /// <summary>SGLang <c>POST /v1/rerank</c>.</summary>
    SglangRerank,

    /// <summary>Text Embeddings Inference <c>POST /predict</c>.</summary>
    TeiPredict,

    /// <summary>Text Embeddings Inference <c>POST /rerank</c>.</summary>
    TeiRerank,

    /// <summary>Cohere <c>POST /v2/rerank</c>. Long answers are cut by the server without a word.</summary>
    CohereRerank,

    /// <summary>A COMET or XCOMET sidecar, <c>POST /score</c>. Inputs are cut at 512 tokens.</summary>
    Comet,
}
