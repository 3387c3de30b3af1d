package io.perch.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.testing.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PUT and GET /_cluster/settings in the shapes and words of the recordings. */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
class ClusterSettingsTest {

    private static final String P = "plugins.ml_commons.";

    @Inject
    Settings settings;

    @AfterEach
    void resetAll() {
        put("{'persistent':{'plugins.ml_commons.*':null},'transient':{'*':null}}").statusCode(200);
    }

    @Test
    void nothingIsSetAtFirst() {
        given().get("/_cluster/settings?flat_settings=true").then().statusCode(200)
                .body(is("{\"persistent\":{},\"transient\":{}}"));
    }

    @Test
    void setsDottedAndNestedKeysAndAnswersTexts() {
        put("{'persistent':{'plugins.ml_commons.only_run_on_ml_node':false,"
                + "'plugins':{'ml_commons':{'remote_job.status_field':['a',1]}}}}").statusCode(200)
                .body(is(json("{'acknowledged':true,'persistent':{'plugins':{'ml_commons':{'only_run_on_ml_node':'false',"
                        + "'remote_job':{'status_field':['a','1']}}}},'transient':{}}")));

        given().get("/_cluster/settings").then()
                .body("persistent.plugins.ml_commons.only_run_on_ml_node", equalTo("false"))
                .body("persistent.plugins.ml_commons.remote_job.status_field", equalTo(List.of("a", "1")));
        given().get("/_cluster/settings?flat_settings").then()
                .body("persistent.'plugins.ml_commons.only_run_on_ml_node'", equalTo("false"));
    }

    @Test
    void transientGoesBeforePersistentAndNullResets() {
        put("{'persistent':{'plugins.ml_commons.max_ml_task_per_node':5},'transient':{'plugins.ml_commons.max_ml_task_per_node':'6'}}")
                .statusCode(200);
        assertThat(settings.get(MlSettings.MAX_ML_TASK_PER_NODE)).isEqualTo(6);

        put("{'transient':{'plugins.ml_commons.max_ml_task_per_node':null}}").statusCode(200)
                .body(is(json("{'acknowledged':true,'persistent':{},'transient':{}}")));
        assertThat(settings.get(MlSettings.MAX_ML_TASK_PER_NODE)).isEqualTo(5);

        put("{'persistent':{'plugins.ml_commons.max_ml*':null}}").statusCode(200);
        assertThat(settings.get(MlSettings.MAX_ML_TASK_PER_NODE)).isEqualTo(10);
    }

    @Test
    void defaultsAreWhatIsNotSet() {
        put("{'persistent':{'plugins.ml_commons.max_ml_task_per_node':5}}").statusCode(200);

        given().get("/_cluster/settings?include_defaults=true&flat_settings=true").then().statusCode(200)
                .body("persistent", equalTo(Map.of(P + "max_ml_task_per_node", "5")))
                .body("defaults.keySet()", not(hasItem(P + "max_ml_task_per_node")))
                .body("defaults.'plugins.ml_commons.disk_free_space_threshold'", equalTo("5gb"))
                .body("defaults.'plugins.ml_commons.trusted_connector_endpoints_regex'.size()", equalTo(12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'no_such':true} | settings | persistent setting [P.no_such], not recognized",
            "{'native_memory_threshold':101} | illegal_argument | "
                    + "Failed to parse value [101] for setting [P.native_memory_threshold] must be <= 100",
            "{'native_memory_threshold':-1} | illegal_argument | "
                    + "Failed to parse value [-1] for setting [P.native_memory_threshold] must be >= 0",
            "{'max_ml_task_per_node':'abc'} | illegal_argument | "
                    + "Failed to parse value [abc] for setting [P.max_ml_task_per_node]",
            "{'safe_delete_model':'yes'} | illegal_argument | Failed to parse value [yes] as only [true] or [false] are allowed.",
            "{'master_key_cache_ttl_minutes':7} | settings | "
                    + "persistent setting [P.master_key_cache_ttl_minutes], not dynamically updateable",
            "{'metrics_collection_enabled':true} | settings | "
                    + "final persistent setting [P.metrics_collection_enabled], not updateable",
            "{'metrics_collection_enabled':null} | settings | "
                    + "final persistent setting [P.metrics_collection_enabled], not updateable",
            "{'trusted_connector_endpoints_regex':['(a+)+']} | illegal_argument | "
                    + "Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: (a+)+",
            "{'trusted_url_regex':'['} | illegal_argument | Invalid regex pattern: ["})
    void refusals(String values, String type, String shortReason) {
        String reason = shortReason.replace("[P.", "[" + P);
        put("{'persistent':{'plugins':{'ml_commons':" + values + "}}}").statusCode(400)
                .body("status", equalTo(400))
                .body("error.type", equalTo(type + "_exception"))
                .body("error.root_cause[0].reason", equalTo(reason))
                .body("error.reason", equalTo(reason));
    }

    @Test
    void theNearestKeyIsTheHint() {
        put("{'transient':{'plugins.ml_commons.max_models_on_node':3,'cluster.max_shards_per_node':1}}").statusCode(400)
                .body("error.code", equalTo("setting_unknown"))
                .body("error.reason", equalTo("transient setting [cluster.max_shards_per_node], not recognized; "
                        + "transient setting [plugins.ml_commons.max_models_on_node], not recognized"))
                .body("error.hint", containsString("did you mean [plugins.ml_commons.max_model_on_node]?"));
    }

    @Test
    void oneFaultKeepsEverythingAsItWas() {
        put("{'persistent':{'plugins.ml_commons.max_ml_task_per_node':7,'plugins.ml_commons.safe_delete_model':7}}").statusCode(400);

        given().get("/_cluster/settings").then().body(is("{\"persistent\":{},\"transient\":{}}"));
        assertThat(settings.get(MlSettings.MAX_ML_TASK_PER_NODE)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                       | Validation Failed: 1: no settings to update;",
            "{'persistent':{}}        | Validation Failed: 1: no settings to update;",
            "''                       | request body is required",
            "{'persistent':5}         | Field [persistent] must be an object, but it is of type [number]",
            "{'settings':{}}          | [cluster_update_settings_request] unknown field [settings]"})
    void emptyAndMisshapenUpdates(String body, String reason) {
        put(body).statusCode(400).body("error.reason", equalTo(reason));
    }

    @Test
    void faultyFlags() {
        given().get("/_cluster/settings?flat_settings=maybe").then().statusCode(400)
                .body("error.reason", equalTo("Failed to parse value [maybe] as only [true] or [false] are allowed."));
        given().get("/_cluster/settings?flat_setting=true").then().statusCode(400)
                .body("error.reason", equalTo("request [/_cluster/settings] contains unrecognized parameter: [flat_setting]"
                        + " -> did you mean [flat_settings]?"));
        given().delete("/_cluster/settings").then().statusCode(405).header("Allow", "GET, PUT");
    }

    @Test
    void whatAnotherReplicaSetsArrivesWithinASecond() throws Exception {
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        settings.onChange(MlSettings.MAX_DEPLOY_MODEL_TASKS_PER_NODE, heard::complete);

        String url = "jdbc:postgresql://127.0.0.1:" + Servers.postgres().port() + "/perch";
        try (var connection = DriverManager.getConnection(url, "perch", "perch"); var sql = connection.createStatement()) {
            sql.execute("INSERT INTO setting (scope, key, value) VALUES ('persistent', '" + P
                    + "max_deploy_model_tasks_per_node', '\"3\"'); SELECT pg_notify('perch_setting', '')");
        }

        assertThat(heard.get(1, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(settings.get(MlSettings.MAX_DEPLOY_MODEL_TASKS_PER_NODE)).isEqualTo(3);
    }

    private static ValidatableResponse put(String body) {
        return given().contentType("application/json").body(json(body)).put("/_cluster/settings").then();
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }
}
