package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.TaskWatch;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.models.ModelPackage;

/** A model that is deployed until it is closed. */
record ServedModel(PerchApi api, String id) implements AutoCloseable {

    private static final String ML = "/_plugins/_ml/models";

    /** Registered and deployed over HTTP. Fails with {@link io.perch.dev.CallFailed}. */
    static ServedModel deploy(String url, Subject subject, ModelPackage zip) {
        PerchApi api = new PerchApi(url, Console.silent());
        TaskWatch watch = new TaskWatch(api, Console.silent());
        api.quietly("PUT", "/_cluster/settings",
                "{\"persistent\":{\"plugins.ml_commons.allow_registering_model_via_url\":true}}");
        String registering = api.quietly("POST", ML + "/_register", """
                {"name":"bench %s","function_name":"TEXT_EMBEDDING","model_format":"%s",
                 "model_content_hash_value":"%s","url":"%s",
                 "model_config":{"model_type":"bert","embedding_dimension":384,"framework_type":"sentence_transformers",
                  "pooling_mode":"mean","normalize_result":true%s}}
                """.formatted(subject, subject.format(), zip.sha256(), zip.zip().toUri(), subject.options())).path("task_id").asText();
        String id = watch.toItsEnd(registering).path("model_id").asText();
        watch.toItsEnd(api.quietly("POST", ML + "/" + id + "/_deploy", "").path("task_id").asText());
        return new ServedModel(api, id);
    }

    @Override
    public void close() {
        api.quietly("POST", ML + "/" + id + "/_undeploy", "");
    }
}
