package io.perch.connector;

import io.perch.connector.call.HttpAnswer;
import io.perch.connector.function.Answer;
import io.perch.connector.template.Parameter;
import io.perch.connector.template.Parameters;
import io.perch.model.PredictInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One input on its way through one version of a connector: the calls that it takes, and how their answers are read. */
record Inquiry(ConnectorClient client, ReadyAction action, PredictInput input) {

    /** What the templates of each call are filled with, in the order of their answers. Throws what the pre-process function throws. */
    List<Parameters> calls() {
        Parameters plain = parameters(client.ready(), input);
        return action.preProcess().calls(input, plain).stream().map(plain::with).toList();
    }

    /** What the templates are filled with, before the pre-process function adds to it. */
    static Parameters parameters(ReadyConnector ready, PredictInput input) {
        Parameters plain = Parameters.of(ready.defaults(),
                input instanceof PredictInput.Remote(var sent, String action) ? sent : Map.of());
        return input instanceof PredictInput.TextDocs docs ? plain.with(ofAlgorithm(docs)) : plain;
    }

    /** What a call for embeddings says of its texts, for connectors that have use for it. */
    private static Map<String, Parameter> ofAlgorithm(PredictInput.TextDocs docs) {
        Map<String, Parameter> said = new LinkedHashMap<>();
        switch (docs.contentType()) {
            case QUERY, PASSAGE -> said.put("content_type", Parameter.ofText(docs.contentType().name().toLowerCase(Locale.ROOT)));
            case UNSAID, NONE -> { }
        }
        if (docs.contentType() != PredictInput.ContentType.NONE) {
            said.put("sparse_embedding_format", Parameter.ofText(docs.sparseFormat().name()));
        }
        return said;
    }

    /** For the post-process function. @param parameters of the call that was answered */
    Answer read(HttpAnswer answer, Parameters parameters) {
        return new Answer(answer.body().getBytes(), documents(), parameters);
    }

    private int documents() {
        return switch (input) {
            case PredictInput.Similarity pairs -> pairs.docs().size();
            case PredictInput.TextDocs texts -> Answer.UNKNOWN;
            case PredictInput.Question question -> Answer.UNKNOWN;
            case PredictInput.Remote remote -> Answer.UNKNOWN;
            case PredictInput.Chat chat -> Answer.UNKNOWN;
        };
    }
}
