package io.perch.connector.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How the documents of one request are shared out among calls to the service. */
final class DocumentSteps {

    static final String STEP_SIZE = "input_docs_processed_step_size";

    private DocumentSteps() {
    }

    /**
     * In their order. Throws INPUT_INVALID when there are none, REQUEST_INVALID when the step size is not a positive number.
     *
     * @param oneEach unless the connector says otherwise: one call per document instead of one for all
     */
    static List<List<String>> of(List<String> docs, boolean oneEach, Function<String, Parameter> parameters) {
        if (docs == null || docs.isEmpty()) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "Empty text docs", "give at least one text in text_docs")
                    .about("text_docs");
        }
        Parameter configured = parameters.apply(STEP_SIZE);
        int usual = oneEach ? 1 : docs.size();
        int size = configured == null || configured.isNull() ? usual : size(configured.text());
        List<List<String>> steps = new ArrayList<>();
        for (int from = 0; from < docs.size(); from += Math.min(size, docs.size())) {
            steps.add(docs.subList(from, from + Math.min(size, docs.size() - from)));
        }
        return steps;
    }

    private static int size(String text) {
        try {
            int size = Integer.parseInt(text.strip());
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // as wrong as a negative one
        }
        throw new PerchException(ErrorCode.REQUEST_INVALID,
                "Invalid parameter: " + STEP_SIZE + ". It must be positive integer.", "it is '" + text + "'").about(STEP_SIZE);
    }
}
