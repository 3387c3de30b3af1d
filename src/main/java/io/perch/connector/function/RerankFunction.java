package io.perch.connector.function;

/** Where services put the scores of reranked documents. */
enum RerankFunction implements NamedFunction {

    DEFAULT("default.rerank", "$[*]", "relevance_score"),
    COHERE("cohere.rerank", "$.results", "relevance_score"),
    BEDROCK("bedrock.rerank", "$.results", "relevanceScore");

    private final String wireName;
    private final String path;
    private final String score;

    RerankFunction(String wireName, String path, String score) {
        this.wireName = wireName;
        this.path = path;
        this.score = score;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Where it looks unless the connector says otherwise. */
    String path() {
        return path;
    }

    /** The member of each result that is its score. */
    String score() {
        return score;
    }
}
