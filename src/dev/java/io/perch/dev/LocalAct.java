package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.models.ModelPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first act, with a real model that Perch runs itself: register, deploy, predict, see that the answer means something. */
final class LocalAct {

    private static final String ML = "/_plugins/_ml";
    private static final List<String> SENTENCES = List.of(
            "A bird is resting on a branch.",
            "A sparrow sits quietly in the tree.",
            "The invoice is due at the end of the month.");
    private static final Pattern GROUP_IN_USE = Pattern.compile("model group with ID: ([A-Za-z0-9_-]+)");

    private final PerchApi api;
    private final Console console;
    private final Path packages;
    private final Leftovers leftovers;
    private String model;

    /** @param packages a folder for those that are registered */
    LocalAct(PerchApi api, Console console, Path packages, Leftovers leftovers) {
        this.api = api;
        this.console = console;
        this.packages = packages;
        this.leftovers = leftovers;
    }

    /** Whether the two sentences about birds came out as the most alike. Fails with {@link CallFailed}. */
    boolean play() {
        ModelPackage miniLm = packed();
        allowRegisteringByUrl();
        model = register(group(), miniLm);
        deploy(model);
        return compare(model);
    }

    /** The id of the deployed model; {@code null} before the play. */
    String model() {
        return model;
    }

    private ModelPackage packed() {
        console.title("1  The model: all-MiniLM-L6-v2, packed as ML Commons expects it");
        ModelPackage miniLm = ModelPackage.miniLm(packages);
        console.fact("zip", miniLm.zip().toString());
        console.fact("sha256", miniLm.sha256());
        return miniLm;
    }

    private void allowRegisteringByUrl() {
        console.title("2  Allow models to be registered by url");
        api.call("PUT", "/_cluster/settings",
                "{\"persistent\":{\"plugins.ml_commons.allow_registering_model_via_url\":true}}");
    }

    /** Names of groups are unique: a second demo finds the first one's. */
    private String group() {
        console.title("3  A model group");
        try {
            return api.call("POST", ML + "/model_groups/_register",
                    "{\"name\":\"perch-demo\",\"description\":\"What ./perch demo registers\"}").path("model_group_id").asText();
        } catch (CallFailed refused) {
            Matcher existing = GROUP_IN_USE.matcher(refused.answer());
            if (!existing.find()) {
                throw refused;
            }
            console.quote("→ it is there from an earlier run: " + existing.group(1));
            return existing.group(1);
        }
    }

    private String register(String groupId, ModelPackage miniLm) {
        console.title("4  Register the model: fetch, verify, store");
        JsonNode started = api.call("POST", ML + "/models/_register", """
                {"name":"all-MiniLM-L6-v2","function_name":"TEXT_EMBEDDING","model_format":"ONNX","model_group_id":"%s",
                 "model_content_hash_value":"%s","url":"%s",
                 "model_config":{"model_type":"bert","embedding_dimension":384,"framework_type":"sentence_transformers",
                  "pooling_mode":"mean","normalize_result":true}}
                """.formatted(groupId, miniLm.sha256(), miniLm.zip().toUri()));
        JsonNode task = new TaskWatch(api, console).toItsEnd(started.path("task_id").asText());
        String modelId = task.path("model_id").asText();
        leftovers.model(modelId);
        return modelId;
    }

    private void deploy(String modelId) {
        console.title("5  Deploy it");
        JsonNode started = api.call("POST", ML + "/models/" + modelId + "/_deploy", "");
        new TaskWatch(api, console).toItsEnd(started.path("task_id").asText());
    }

    private boolean compare(String modelId) {
        console.title("6  Predict: three sentences to three vectors");
        JsonNode answer = api.call("POST", ML + "/models/" + modelId + "/_predict", """
                {"text_docs":["%s","%s","%s"],"return_number":true,"target_response":["sentence_embedding"]}
                """.formatted(SENTENCES.toArray()));
        Similarities similarities = Similarities.of(answer);
        console.title("   How alike they are (cosine)");
        similarities.table(SENTENCES).forEach(console::line);
        console.line("");
        return judged(similarities.nearest(0, 1));
    }

    private boolean judged(boolean birdsAreNearest) {
        if (birdsAreNearest) {
            console.success("1 and 2 mean nearly the same and share hardly a word: the model is at work.");
        } else {
            console.failure("1 and 2 should be the most alike, and are not: these vectors are wrong.");
        }
        return birdsAreNearest;
    }
}
