namespace FusionOfN.Configuration;

/// <summary>What a scorer is: the dialects of reward servers, and scorers of our own.</summary>
internal enum ScorerKind
{
    VllmClassify,
    VllmPooling,
    VllmScore,
    VllmRerank,
    SglangClassify,
    SglangRerank,
    TeiPredict,
    TeiRerank,
    CohereRerank,
    Comet,
    Judge,
    Agreement,
    Ensemble,
}
