package io.perch.connector.function;

/** Where services put their embeddings. */
enum EmbeddingFunction implements NamedFunction {

    DEFAULT("default.embedding", "$[*]", Shape.LIST_OF_VECTORS),
    OPENAI("openai.embedding", "$.data[*].embedding", Shape.LIST_OF_VECTORS),
    COHERE("cohere.embedding", "$.embeddings", Shape.LIST_OF_VECTORS),
    COHERE_V2_FLOAT("cohere_v2.embedding.float", "$.embeddings.float", Shape.LIST_OF_VECTORS),
    COHERE_V2_INT8("cohere_v2.embedding.int8", "$.embeddings.int8", Shape.LIST_OF_VECTORS),
    COHERE_V2_UINT8("cohere_v2.embedding.uint8", "$.embeddings.uint8", Shape.LIST_OF_VECTORS),
    COHERE_V2_BINARY("cohere_v2.embedding.binary", "$.embeddings.binary", Shape.LIST_OF_VECTORS),
    COHERE_V2_UBINARY("cohere_v2.embedding.ubinary", "$.embeddings.ubinary", Shape.LIST_OF_VECTORS),
    BEDROCK("bedrock.embedding", "$.embedding", Shape.VECTOR),
    BEDROCK_V2_FLOAT("bedrock_v2.embedding.float", "$.embeddingsByType.float", Shape.VECTOR),
    BEDROCK_V2_BINARY("bedrock_v2.embedding.binary", "$.embeddingsByType.binary", Shape.VECTOR),
    BEDROCK_NOVA("bedrock.nova.embedding", "$.embeddings[*].embedding", Shape.LIST_OF_VECTORS);

    enum Shape { VECTOR, LIST_OF_VECTORS }

    private final String wireName;
    private final String path;
    private final Shape shape;

    EmbeddingFunction(String wireName, String path, Shape shape) {
        this.wireName = wireName;
        this.path = path;
        this.shape = shape;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Where it looks unless the connector says otherwise. */
    String path() {
        return path;
    }

    Shape shape() {
        return shape;
    }
}
