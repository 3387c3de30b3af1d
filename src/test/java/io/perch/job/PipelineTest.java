package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines: put, read, deleted, tried; and what goes around processors. */
@QuarkusTest
@WithTestResource(Servers.class)
class PipelineTest {

    private static final String SET = "{\"set\": {\"field\": \"kind\", \"value\": \"note\"}}";

    @Test
    void aPipelineIsShownAsItWasPut() {
        String id = Ml.name("shown");
        String body = "{\"description\": \"d\", \"version\": 3, \"processors\": [" + SET + "]}";

        assertThat(Rest.json(Rest.put("/_ingest/pipeline/" + id, body))).isEqualTo(json("{\"acknowledged\": true}"));

        assertThat(Rest.json(Rest.get("/_ingest/pipeline/" + id)).get(id)).isEqualTo(json(body));
        assertThat(Rest.json(Rest.get("/_ingest/pipeline")).has(id)).isTrue();
        assertThat(Rest.json(Rest.get("/_ingest/pipeline/no-such," + id.substring(0, 10) + "*")).has(id)).isTrue();
        assertThat(Rest.json(Rest.delete("/_ingest/pipeline/" + id))).isEqualTo(json("{\"acknowledged\": true}"));
        assertThat(Rest.get("/_ingest/pipeline/" + id).statusCode()).isEqualTo(404);
        assertThat(Rest.get("/_ingest/pipeline/" + id).asString()).isEqualTo("{}");
    }

    @Test
    void whatIsNotThereCannotBeDeleted() {
        Refusal.of(Rest.delete("/_ingest/pipeline/none")).is(404, "resource_not_found_exception", "pipeline_not_found")
                .says("pipeline [none] is missing");
    }

    @Test
    void aChangeCountsAtOnce() {
        String id = Rest.pipeline(SET);
        String docs = "{\"docs\": [{\"_source\": {}}]}";
        assertThat(Rest.ok(Rest.post("/_ingest/pipeline/" + id + "/_simulate", docs)).at("/docs/0/doc/_source/kind").asText())
                .isEqualTo("note");

        Rest.ok(Rest.put("/_ingest/pipeline/" + id, "{\"processors\": [" + SET.replace("note", "letter") + "]}"));

        assertThat(Rest.ok(Rest.post("/_ingest/pipeline/" + id + "/_simulate", docs)).at("/docs/0/doc/_source/kind").asText())
                .isEqualTo("letter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                              | [processors] required property is missing
            {"processors": {}}                              | [processors] property isn't a list, but of type [object]
            {"processors": [{"nope": {}}]}                  | No processor type exists with name [nope]
            {"processors": [{"ml_inference": {"input_map": [{"a": "b"}]}}]} | [model_id] required property is missing
            {"processors": [{"set": {}, "remove": {}}]}     | processors[0] is not one processor: write {"type": {options}}
            {"processors": [{"drop": {"if": "ctx.a ==="}}]} | [if] is refused at
            {"processors": [{"drop": {"one_to_one": 1}}]}   | processor [drop] doesn't support one or more provided configuration parameters [one_to_one]
            {"processors": [], "extra": 1}                  | pipeline [x] doesn't support one or more provided configuration parameters [extra]
            {"processors": [{"foreach": {"field": "a"}}]}   | [processor] required property is missing
            {"processors": [{"set": {"field": "a"}}]}       | either [value] or [copy_from] is required, and not both
            {"processors": [{"set": {"field": "a", "value": "{{#b}}"}}]} | [{{#b}}] is not {{field}}
            {"processors": [{"drop": {"ignore_failure": 3}}]} | [ignore_failure] property isn't a boolean, but of type [number]
            """)
    void whatIsWrongIsToldInTheOriginalsWords(String body, String reason) {
        Refusal.of(Rest.put("/_ingest/pipeline/x", body)).is(400, "parse_exception", "pipeline_invalid").says(reason);
        assertThat(Rest.get("/_ingest/pipeline/x").statusCode()).isEqualTo(404);
    }

    @Test
    void whoeverNamesAnUnknownProcessorIsToldWhichThereAre() {
        Refusal.of(Rest.put("/_ingest/pipeline/x", "{\"processors\": [{\"drop\": {\"tog\": \"t\"}}, {\"grok\": {}}]}"))
                .is(400, "parse_exception", "pipeline_invalid").says("processors[1] grok: No processor type exists with name [grok]")
                .advises("here there are append, drop, fail, foreach, ml_inference, pipeline, remove, rename, set, sparse_encoding,"
                        + " text_chunking, text_embedding, text_image_embedding");
    }

    @Test
    void theProcessorAndThePropertyAreNamed() {
        JsonNode error = Rest.json(Rest.put("/_ingest/pipeline/x",
                "{\"processors\": [{\"ml_inference\": {\"input_map\": [{\"a\": \"b\"}]}}]}")).get("error");

        assertThat(error.at("/root_cause/0/processor_type").asText()).isEqualTo("ml_inference");
        assertThat(error.get("property_name").asText()).isEqualTo("model_id");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal refusal = Refusal.of(Rest.put("/_ingest/pipeline/x", """
                {"processors": [
                  {"ml_inference": {"model_id": "no-such-model", "function_name": "dance", "batch_size": 3, "override": "maybe",
                                    "input_map": [{"a": "$.b["}], "output_map": [{"c": "d"}, {"e": "f"}], "max_prediction_tasks": 0}},
                  {"ml_inference": {"model_id": "%s", "function_name": "text_embedding", "model_input": "{\\"text_docs\\": ${input_map.b}",
                                    "input_map": [{"a": 5}]}},
                  {"text_embedding": {"field_map": {"a": 1}}}]}""".formatted(SharedModels.embedding())))
                .is(400, "parse_exception", "pipeline_invalid");

        refusal.says("processors[0] ml_inference: Wrong function name [dance]", "'$.b[' is not a JSON path",
                "The length of output_map and the length of input_map do no match.", "[max_prediction_tasks] must be from 1",
                "[override] property isn't a boolean, but of type [string]", "doesn't support one or more provided configuration"
                        + " parameters [batch_size]", "Failed to find model with the provided model id: no-such-model",
                "processors[1] ml_inference: [input_map] maps names to paths", "Invalid payload", "[model_input] asks for [b]",
                "processors[2] text_embedding: [model_id] required property is missing", "[field_map] maps names of fields");
    }

    @Test
    void aLocalModelNeedsToBeAskedAsOne() {
        String model = SharedModels.embedding();

        Refusal.of(Rest.put("/_ingest/pipeline/x", "{\"processors\": [{\"ml_inference\": {\"model_id\": \"" + model + "\"}}]}"))
                .is(400, "parse_exception", "pipeline_invalid").says("local TEXT_EMBEDDING model, and function_name says remote");
        Refusal.of(Rest.put("/_ingest/pipeline/x", "{\"processors\": [{\"ml_inference\": {\"model_id\": \"" + model
                + "\", \"function_name\": \"text_embedding\"}}]}"))
                .says("Please provide model input when using a local model in ML Inference Processor");
        Refusal.of(Rest.put("/_ingest/pipeline/x", "{\"processors\": [{\"sparse_encoding\": {\"model_id\": \"" + model
                + "\", \"field_map\": {\"a\": \"b\"}}}]}")).says("the one that is wanted here is SPARSE_ENCODING");
    }

    @Test
    void aModelInUseIsKeptWhereThatIsWanted() {
        String model = Ml.registered(TinyModels.embedding(Packages.folder("in-use")));
        String id = Rest.pipeline("{\"text_embedding\": {\"model_id\": \"" + model + "\", \"field_map\": {\"a\": \"b\"}}}");
        Ml.setting("safe_delete_model", true);
        try {
            Refusal.of(Ml.delete("/models/" + model)).is(409, "status_exception", "model_in_use")
                    .says("1 ingest pipelines are still using this model, please delete or update the pipelines first: ["
                            + id + "]");
            Rest.ok(Rest.delete("/_ingest/pipeline/" + id));
            assertThat(Ml.delete("/models/" + model).statusCode()).isEqualTo(200);
        } finally {
            Ml.setting("safe_delete_model", null);
        }
    }

    @Test
    void aSimulationTellsTheDocumentAndWhen() {
        JsonNode doc = Rest.ok(Rest.post("/_ingest/pipeline/" + Rest.pipeline(SET) + "/_simulate",
                "{\"docs\": [{\"_index\": \"i\", \"_id\": \"0\", \"_routing\": \"r\", \"_source\": {\"a\": 1}}]}"))
                .at("/docs/0/doc");

        assertThat(doc.get("_index").asText()).isEqualTo("i");
        assertThat(doc.get("_routing").asText()).isEqualTo("r");
        assertThat(doc.get("_source")).isEqualTo(json("{\"a\": 1, \"kind\": \"note\"}"));
        assertThat(doc.get("_ingest")).hasSize(1);
        assertThat(Instant.parse(doc.at("/_ingest/timestamp").asText())).isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void aVerboseSimulationTellsEachStep() {
        JsonNode results = Rest.ok(Rest.post("/_ingest/pipeline/_simulate?verbose=true", """
                {"pipeline": {"processors": [
                   {"set": {"field": "a", "value": 1, "tag": "first", "description": "one"}},
                   {"set": {"field": "b", "value": 1, "if": "ctx.a == 2"}},
                   {"remove": {"field": "none", "ignore_failure": true}},
                   {"drop": {"if": "ctx.gone == true"}},
                   {"fail": {"message": "no {{who}}"}}]},
                 "docs": [{"_source": {"who": "me"}}, {"_source": {"gone": true}}]}""")).get("docs");

        assertThat(results.at("/0/processor_results")).extracting(result -> result.get("status").asText())
                .containsExactly("success", "skipped", "error_ignored", "skipped", "error");
        assertThat(results.at("/0/processor_results/0/tag").asText()).isEqualTo("first");
        assertThat(results.at("/0/processor_results/0/doc/_source/a").asInt()).isEqualTo(1);
        assertThat(results.at("/0/processor_results/2/ignored_error/error/reason").asText()).contains("field [none] not present");
        assertThat(results.at("/0/processor_results/4/error/reason").asText()).isEqualTo("no me");
        assertThat(results.at("/1/processor_results/3/status").asText()).isEqualTo("dropped");
        assertThat(results.get(1).get("processor_results")).hasSize(4);
    }

    @Test
    void aSimulationExplainsEachPath() {
        String processor = """
                {"ml_inference": {"model_id": "%s", "function_name": "text_embedding", "model_input": "{\\"text_docs\\": [\\"${input_map.t}\\"]}",
                 "input_map": [{"t": "titel"}], "output_map": [{"v": "$.inference_results[0].output[0].data"}]}}"""
                .formatted(SharedModels.embedding());

        JsonNode missed = explained(processor, "{\"title\": \"sun\"}");
        JsonNode found = explained(processor.replace("titel", "title"), "{\"title\": \"sun\"}");

        assertThat(missed.at("/status").asText()).isEqualTo("error");
        assertThat(missed.at("/error/hint").asText()).isEqualTo("there is $.title");
        assertThat(found.at("/explain/0/inputs/0/sample").asText()).isEqualTo("\"sun\"");
        assertThat(found.at("/explain/1/payload/text_docs/0").asText()).isEqualTo("sun");
        assertThat(found.at("/explain/2/outputs/0/path").asText()).isEqualTo("$.inference_results[0].output[0].data");
    }

    private static JsonNode explained(String processor, String source) {
        return Rest.ok(Rest.post("/_ingest/pipeline/_simulate?explain=true", "{\"pipeline\": {\"processors\": [" + processor
                + "]}, \"docs\": [{\"_source\": " + source + "}]}")).at("/docs/0/processor_results/0");
    }

    @Test
    void aFailureIsHandledByTheProcessorThenByThePipeline() {
        JsonNode docs = Rest.ok(Rest.post("/_ingest/pipeline/_simulate", """
                {"pipeline": {"processors": [
                   {"fail": {"message": "first", "if": "ctx.f == 1", "tag": "t", "on_failure":
                      [{"set": {"field": "why", "value": "{{_ingest.on_failure_message}} {{_ingest.on_failure_processor_tag}}"}}]}},
                   {"fail": {"message": "second", "if": "ctx.f == 2"}},
                   {"set": {"field": "end", "value": true}}],
                  "on_failure": [{"set": {"field": "whole", "value": "{{ _ingest.on_failure_message }}"}}]},
                 "docs": [{"_source": {"f": 0}}, {"_source": {"f": 1}}, {"_source": {"f": 2}}]}""")).get("docs");

        assertThat(docs.at("/0/doc/_source")).isEqualTo(json("{\"f\": 0, \"end\": true}"));
        assertThat(docs.at("/1/doc/_source")).isEqualTo(json("{\"f\": 1, \"why\": \"first t\", \"end\": true}"));
        assertThat(docs.at("/2/doc/_source")).isEqualTo(json("{\"f\": 2, \"whole\": \"second\"}"));
        assertThat(docs.at("/1/doc/_ingest")).hasSize(1);
    }

    @Test
    void conditionsSeeTheDocument() {
        String processor = "{\"set\": {\"field\": \"yes\", \"value\": true, \"if\": \"%s\"}}";

        for (String condition : new String[] {"ctx.a == 'x'", "ctx?.b?.c == 3", "ctx.containsKey('a') && !ctx.containsKey('z')",
            "ctx.list.size() > 1", "ctx._index == '_index'", "return ctx.a != null;", "ctx.b.c >= 2.5 || false"}) {
            assertThat(Rest.source(processor.formatted(condition), "{\"a\": \"x\", \"b\": {\"c\": 3}, \"list\": [1, 2]}")
                    .has("yes")).as(condition).isTrue();
        }
        assertThat(Rest.simulated(processor.formatted("ctx.a.b.c == 1"), "{}").at("/error/type").asText())
                .isEqualTo("illegal_argument_exception");
        assertThat(Rest.simulated(processor.formatted("ctx.a"), "{\"a\": 1}").at("/error/reason").asText())
                .contains("not true or false");
    }

    @Test
    void theSmallProcessors() {
        assertThat(Rest.source("""
                {"set": {"field": "a.b", "value": {"n": [1]}}}, {"set": {"field": "c", "copy_from": "a.b"}},
                {"set": {"field": "t", "value": "{{t}}-{{{a.b}}}{{none}}"}}, {"set": {"field": "t", "value": "no", "override": false}},
                {"set": {"field": "e", "value": "{{none}}", "ignore_empty_value": true}},
                {"rename": {"field": "old", "target_field": "in.new"}}, {"rename": {"field": "none", "target_field": "x", "ignore_missing": true}},
                {"append": {"field": "l", "value": ["p", "q"], "allow_duplicates": false}}, {"append": {"field": "m", "value": "{{t}}"}},
                {"remove": {"field": ["gone", "never"], "ignore_missing": true}}, {"remove": {"field": "gone2"}}""",
                "{\"t\": \"x\", \"old\": 5, \"l\": \"p\", \"gone\": 1, \"gone2\": 2}"))
                .isEqualTo(json("""
                {"a": {"b": {"n": [1]}}, "c": {"n": [1]}, "t": "x-{\\"n\\":[1]}", "in": {"new": 5}, "l": ["p", "q"],
                 "m": ["x-{\\"n\\":[1]}"]}"""));
    }

    @Test
    void pipelinesCallEachOther() {
        String inner = Rest.pipeline(SET);
        String loop = Ml.name("loop");
        Rest.ok(Rest.put("/_ingest/pipeline/" + loop, "{\"processors\": [{\"pipeline\": {\"name\": \"" + loop + "\"}}]}"));

        assertThat(Rest.source("{\"pipeline\": {\"name\": \"" + inner + "\"}}", "{}").get("kind").asText()).isEqualTo("note");
        assertThat(Rest.simulated("{\"pipeline\": {\"name\": \"none\"}}", "{}").at("/error/reason").asText())
                .isEqualTo("Pipeline processor configured for non-existent pipeline [none]");
        assertThat(Rest.source("{\"pipeline\": {\"name\": \"none\", \"ignore_missing_pipeline\": true}}", "{}")).isEmpty();
        assertThat(Rest.simulated("{\"pipeline\": {\"name\": \"" + loop + "\"}}", "{}").at("/error/reason").asText())
                .startsWith("Cycle or too deep nesting detected");
    }

    @Test
    void whatCannotBeSimulatedIsToldInTheOriginalsWords() {
        String id = Rest.pipeline(SET);
        Refusal.of(Rest.post("/_ingest/pipeline/none/_simulate", "{\"docs\": [{\"_source\": {}}]}"))
                .is(400, "illegal_argument_exception", "pipeline_unknown").says("pipeline [none] does not exist");
        Response missing = Rest.post("/_ingest/pipeline/" + id + "/_simulate", "{}");
        Refusal.of(missing).is(400, "parse_exception", "pipeline_invalid").says("[docs] required property is missing");
        assertThat(Rest.json(missing).at("/error/property_name").asText()).isEqualTo("docs");
        Refusal.of(Rest.post("/_ingest/pipeline/" + id + "/_simulate", "{\"docs\": []}")).isInvalid()
                .says("must specify at least one document in [docs]");
        Refusal.of(Rest.post("/_ingest/pipeline/" + id + "/_simulate", "{\"docs\": [{}]}"))
                .says("[_source] required property is missing");
        Refusal.of(Rest.post("/_ingest/pipeline/_simulate", "{\"docs\": [{\"_source\": {}}]}"))
                .says("[pipeline] required property is missing");
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
