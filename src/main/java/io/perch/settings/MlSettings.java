package io.perch.settings;

import static io.perch.settings.Setting.Change.DYNAMIC;
import static io.perch.settings.Setting.Change.FINAL;
import static io.perch.settings.Setting.Change.STATIC;
import static io.perch.settings.Setting.Honoured.NOW;
import static io.perch.settings.Setting.Honoured.NO_EFFECT;
import static io.perch.settings.Setting.Honoured.WITH_IDENTITY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.settings.Setting.Change;
import io.perch.settings.Setting.Honoured;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key of {@code plugins.ml_commons.*}. {@code docs/settings.md} shows this table; a test holds the two together. */
public final class MlSettings {

    public static final String PREFIX = "plugins.ml_commons.";

    private static final Map<String, Setting<?>> ALL = new LinkedHashMap<>();
    private static final int ANY = Integer.MAX_VALUE;

    // Serving, capacity, scheduling
    public static final Setting<String> TASK_DISPATCH_POLICY = text("task_dispatch_policy", "round_robin", NO_EFFECT,
            "A Perch replica does the work it is asked for itself; the load balancer in front dispatches");
    public static final Setting<Integer> MAX_MODEL_ON_NODE = whole("max_model_on_node", 10, 0, 10_000, NOW,
            "Most local models deployed on one replica");
    public static final Setting<Integer> MAX_REGISTER_MODEL_TASKS_PER_NODE =
            whole("max_register_model_tasks_per_node", 10, 0, 10, NOW, "Most registrations running on one replica; others wait");
    public static final Setting<Integer> MAX_DEPLOY_MODEL_TASKS_PER_NODE =
            whole("max_deploy_model_tasks_per_node", 10, 0, 10, NOW, "Most deployments running on one replica; others wait");
    public static final Setting<Integer> MAX_ML_TASK_PER_NODE = whole("max_ml_task_per_node", 10, 0, 10_000, NO_EFFECT,
            "Only guides the original's dispatch policy least_load");
    public static final Setting<Integer> MAX_BATCH_INFERENCE_TASKS = whole("max_batch_inference_tasks", 100, 0, 10_000,
            NOW, "Most remote batch predictions running at once, over all replicas");
    public static final Setting<Integer> MAX_BATCH_INGESTION_TASKS = whole("max_batch_ingestion_tasks", 100, 0, 10_000,
            NOW, "Most batch ingestions running at once, over all replicas");
    public static final Setting<Integer> BATCH_INGESTION_BULK_SIZE = whole("batch_ingestion_bulk_size", 500, 100, 100_000,
            NOW, "Lines per bulk of a batch ingestion");
    public static final Setting<Long> MONITORING_REQUEST_COUNT = longWhole("monitoring_request_count", 100, 0, 10_000_000,
            NOW, "Request durations kept per model on each replica for the profile; 0 keeps none");
    public static final Setting<Integer> ML_TASK_TIMEOUT_IN_SECONDS = whole("ml_task_timeout_in_seconds", 600, 1, 86_400, NOW,
            "A task that shows no progress for this long is failed");
    public static final Setting<Integer> SYNC_UP_JOB_INTERVAL_IN_SECONDS =
            whole("sync_up_job_interval_in_seconds", 10, 0, 86_400, NOW,
                    "Period of the housekeeping: deployments as wanted, idle models, stuck tasks; 0 stops it");
    public static final Setting<Integer> MAX_JSON_SIZE = whole("max_json_size", 100_000_000, -1, ANY, NOW,
            "Most bytes of JSON taken from a remote model; 0 or -1: no limit");
    public static final Setting<Boolean> STREAM_ENABLED = bool("stream_enabled", true, NOW,
            "Streaming predicts (on in Perch, off in the original)");
    public static final Setting<Boolean> ENABLE_INHOUSE_PYTHON_MODEL = bool("enable_inhouse_python_model", false, NO_EFFECT,
            "The function METRICS_CORRELATION, which Perch does not have");

    // Nodes
    public static final Setting<Boolean> ONLY_RUN_ON_ML_NODE = bool("only_run_on_ml_node", true, NO_EFFECT,
            "A Perch replica always counts as an ml node, so nothing is refused");
    public static final Setting<List<String>> ELIGIBLE_ROLE_REMOTE =
            texts("task_dispatcher.eligible_node_role.remote_model", NO_EFFECT, "A Perch replica has all roles", "data", "ml");
    public static final Setting<List<String>> ELIGIBLE_ROLE_LOCAL =
            texts("task_dispatcher.eligible_node_role.local_model", NO_EFFECT, "A Perch replica has all roles", "data", "ml");
    public static final Setting<String> EXCLUDE_NODES_NAME = text("exclude_nodes._name", "", NOW,
            "Comma-separated names of replicas that take no models");
    public static final Setting<Boolean> ALLOW_CUSTOM_DEPLOYMENT_PLAN = bool("allow_custom_deployment_plan", false, NOW,
            "Permits node_ids in deploy and undeploy, model_node_ids in register");

    // Deploying by itself
    public static final Setting<Boolean> MODEL_AUTO_DEPLOY_ENABLE = bool("model_auto_deploy.enable", true, NOW,
            "A predict deploys its model first when it is not deployed (in Perch local models too)");
    public static final Setting<Boolean> MODEL_AUTO_REDEPLOY_ENABLE = bool("model_auto_redeploy.enable", true, NOW,
            "Wanted models are deployed again after restarts and on new replicas");
    public static final Setting<Integer> MODEL_AUTO_REDEPLOY_LIFETIME_RETRY_TIMES =
            whole("model_auto_redeploy.lifetime_retry_times", 3, Integer.MIN_VALUE, ANY, NO_EFFECT,
                    "Perch does not count restarts: a wanted model is deployed after every one");
    public static final Setting<Double> MODEL_AUTO_REDEPLOY_SUCCESS_RATIO =
            decimal("model_auto_redeploy_success_ratio", 0.8, 0, 1, NO_EFFECT,
                    "Perch keeps working until every replica holds what is wanted");

    // Memory and disk
    public static final Setting<Integer> JVM_HEAP_MEMORY_THRESHOLD = whole("jvm_heap_memory_threshold", 85, 0, 100, NOW,
            "Above this percentage of heap in use after a collection local models are neither registered nor deployed; "
                    + "100: never refuse");
    public static final Setting<Long> DISK_FREE_SPACE_THRESHOLD = bytes("disk_free_space_threshold", "5gb", NOW,
            "Below this much free disk local models are neither registered nor deployed; -1: never refuse");
    public static final Setting<Integer> NATIVE_MEMORY_THRESHOLD = whole("native_memory_threshold", 90, 0, 100, NOW,
            "Above this percentage of the container's or machine's memory in use a deploy has to make room first, or is refused; "
                    + "100: never refuse");

    // What may be registered
    public static final Setting<Boolean> ALLOW_REGISTERING_MODEL_VIA_URL = bool("allow_registering_model_via_url", false, NOW,
            "Permits url in register");
    public static final Setting<Boolean> ALLOW_REGISTERING_MODEL_VIA_LOCAL_FILE =
            bool("allow_registering_model_via_local_file", false, NOW, "Permits registering by uploaded chunks");
    public static final Setting<String> TRUSTED_URL_REGEX = regex("trusted_url_regex",
            "^(https?|ftp|file)://[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]", NOW,
            "A match must be found in the url of a register; without $ it judges a prefix only");
    public static final Setting<Boolean> LOCAL_MODEL_ENABLED = bool("local_model.enabled", true, NOW,
            "Local models may be registered, deployed and run");
    public static final Setting<Boolean> REMOTE_INFERENCE_ENABLED = bool("remote_inference.enabled", true, NOW,
            "Remote models and connectors may be created and used");
    public static final Setting<Boolean> SAFE_DELETE_MODEL = bool("safe_delete_model", false, NOW,
            "A model that a pipeline uses is not deleted");

    // Connectors
    public static final Setting<List<String>> TRUSTED_CONNECTOR_ENDPOINTS_REGEX =
            regexes("trusted_connector_endpoints_regex", NOW,
                    "The url of a connector must match one of these wholly; setting it replaces the list",
                    "^https://runtime\\.sagemaker\\..*[a-z0-9-]\\.amazonaws\\.com/.*$",
                    "^https://api\\.sagemaker\\..*[a-z0-9-]\\.amazonaws\\.com/.*$",
                    "^https://api\\.openai\\.com/.*$",
                    "^https://api\\.cohere\\.ai/.*$",
                    "^https://api\\.deepseek\\.com/.*$",
                    "^https://generativelanguage\\.googleapis\\.com/.*$",
                    "^https://bedrock-runtime\\..*[a-z0-9-]\\.amazonaws\\.com/.*$",
                    "^https://bedrock-agent-runtime\\..*[a-z0-9-]\\.amazonaws\\.com/.*$",
                    "^https://bedrock\\..*[a-z0-9-]\\.amazonaws\\.com/.*$",
                    "^https://textract\\..*[a-z0-9-]\\.amazonaws\\.com$",
                    "^https://comprehend\\..*[a-z0-9-]\\.amazonaws\\.com$",
                    "^https://rekognition(-fips)?\\..*[a-z0-9-]\\.amazonaws\\.com$");
    public static final Setting<List<String>> TRUSTED_CONNECTOR_PRIVATE_ENDPOINTS_REGEX =
            regexes("trusted_connector_private_endpoints_regex", NOW,
                    "Endpoints that may resolve to private addresses although connector.private_ip_enabled is off");
    public static final Setting<Boolean> CONNECTOR_PRIVATE_IP_ENABLED = bool("connector.private_ip_enabled", false,
            NOW, "Connectors may call private addresses");
    public static final Setting<List<String>> CONNECTOR_RESTRICTED_IP_PATTERNS = add("connector.restricted_ip_patterns",
            new SettingType.Regexes(), array(), FINAL, NOW, "Addresses that stay forbidden to connectors");
    public static final Setting<Boolean> CONNECTOR_ACCESS_CONTROL_ENABLED = bool("connector_access_control_enabled", false,
            WITH_IDENTITY, "Connectors are seen by those with access only");
    public static final Setting<Integer> MASTER_KEY_CACHE_TTL_MINUTES = add("master_key_cache_ttl_minutes",
            new SettingType.Whole(1, 1_440), raw("5"), STATIC, NO_EFFECT,
            "The key stays in memory; a new one is taken over with a restart");

    // Access, tenancy, batches, observability
    public static final Setting<Boolean> MODEL_ACCESS_CONTROL_ENABLED = bool("model_access_control_enabled", false,
            WITH_IDENTITY, "Models are seen by those with access to their group only");
    public static final Setting<Boolean> CONTROLLER_ENABLED = bool("controller_enabled", true, NOW,
            "Rate limits per user and model");
    public static final Setting<Boolean> OFFLINE_BATCH_INFERENCE_ENABLED = bool("offline_batch_inference_enabled", true,
            NOW, "The route _batch_predict");
    public static final Setting<Boolean> OFFLINE_BATCH_INGESTION_ENABLED = bool("offline_batch_ingestion_enabled", true,
            NOW, "The route _batch_ingestion");
    public static final Setting<List<String>> REMOTE_JOB_STATUS_FIELD = texts("remote_job.status_field", NOW,
            "Where the state of a remote job is looked for", "status", "Status", "TransformJobStatus");
    public static final Setting<String> REMOTE_JOB_COMPLETED = regex("remote_job.status_regex.completed",
            "(complete|completed|partiallyCompleted)", NOW, "States of a remote job that mean COMPLETED");
    public static final Setting<String> REMOTE_JOB_CANCELLED = regex("remote_job.status_regex.cancelled",
            "(stopped|cancelled)", NOW, "States of a remote job that mean CANCELLED");
    public static final Setting<String> REMOTE_JOB_CANCELLING = regex("remote_job.status_regex.cancelling",
            "(stopping|cancelling)", NOW, "States of a remote job that mean CANCELLING");
    public static final Setting<String> REMOTE_JOB_EXPIRED = regex("remote_job.status_regex.expired",
            "(expired|timeout)", NOW, "States of a remote job that mean EXPIRED");
    public static final Setting<String> REMOTE_JOB_FAILED = regex("remote_job.status_regex.failed",
            "(failed)", NOW, "States of a remote job that mean FAILED");
    public static final Setting<Boolean> MULTI_TENANCY_ENABLED = add("multi_tenancy_enabled", new SettingType.Bool(),
            raw("false"), STATIC, WITH_IDENTITY, "The header x-tenant-id separates tenants");

    static {
        for (String name : List.of("type", "endpoint", "region", "service_name", "global_tenant_id",
                "global_resource_cache_ttl")) {
            add("remote_metadata_" + name, new SettingType.Text(), raw(""), FINAL, NO_EFFECT,
                    "Perch keeps its state in PostgreSQL");
        }
        add("metrics_collection_enabled", new SettingType.Bool(), raw("false"), FINAL, NO_EFFECT,
                "Perch's metrics are always there, under /q/metrics");
        bool("metrics_static_collection_enabled", false, NO_EFFECT, "Perch's metrics are always there, under /q/metrics");
        outOfScope();
    }

    private MlSettings() {
    }

    /** In the order of the manual. */
    public static Collection<Setting<?>> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** @param key with its prefix */
    public static Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(ALL.get(key));
    }

    /** Agents, memory and the like: the original has them, Perch does not serve them and takes their keys without a word. */
    private static void outOfScope() {
        String why = "Agents, memory and MCP are not part of Perch";
        for (String name : List.of("agent_framework_enabled", "memory_feature_enabled", "rag_pipeline_feature_enabled",
                "execute_tools_enabled", "agentic_memory_enabled")) {
            bool(name, true, NO_EFFECT, why);
        }
        for (String name : List.of("unified_agent_api_enabled", "agentic_search_template_enabled",
                "remote_agentic_memory_enabled", "index_insight_feature_enabled", "mcp_connector_enabled", "mcp_server_enabled",
                "mcp_header_passthrough_enabled", "ag_ui_enabled", "memory.retention_enabled")) {
            bool(name, false, NO_EFFECT, why);
        }
        whole("memory.retention_job_interval_hours", 24, 1, 168, NO_EFFECT, why);
        whole("memory.retention_job_throttle_seconds", 5, 1, 60, NO_EFFECT, why);
        whole("memory.orphan_ttl_days", 7, 1, 365, NO_EFFECT, why);
        whole("memory.working_memory_ttl_days", -1, -1, 365, NO_EFFECT, why);
        whole("memory.default_session_retention_days", -1, -1, 3_650, NO_EFFECT, why);
        whole("memory.default_session_max_count", -1, -1, 1_000_000, NO_EFFECT, why);
        whole("memory.default_long_term_max_count", -1, -1, 1_000_000, NO_EFFECT, why);
        whole("memory.default_history_max_count", -1, -1, 10_000_000, NO_EFFECT, why);
    }

    private static Setting<Boolean> bool(String name, boolean byDefault, Honoured honoured, String effect) {
        return add(name, new SettingType.Bool(), raw(String.valueOf(byDefault)), DYNAMIC, honoured, effect);
    }

    private static Setting<Integer> whole(String name, int byDefault, int min, int max, Honoured honoured, String effect) {
        return add(name, new SettingType.Whole(min, max), raw(String.valueOf(byDefault)), DYNAMIC, honoured, effect);
    }

    private static Setting<Long> longWhole(String name, long byDefault, long min, long max, Honoured honoured, String effect) {
        return add(name, new SettingType.LongWhole(min, max), raw(String.valueOf(byDefault)), DYNAMIC, honoured, effect);
    }

    private static Setting<Double> decimal(String name, double byDefault, double min, double max, Honoured honoured,
            String effect) {
        return add(name, new SettingType.Decimal(min, max), raw(String.valueOf(byDefault)), DYNAMIC, honoured, effect);
    }

    private static Setting<Long> bytes(String name, String byDefault, Honoured honoured, String effect) {
        return add(name, new SettingType.Bytes(), raw(byDefault), DYNAMIC, honoured, effect);
    }

    private static Setting<String> text(String name, String byDefault, Honoured honoured, String effect) {
        return add(name, new SettingType.Text(), raw(byDefault), DYNAMIC, honoured, effect);
    }

    private static Setting<String> regex(String name, String byDefault, Honoured honoured, String effect) {
        return add(name, new SettingType.Regex(), raw(byDefault), DYNAMIC, honoured, effect);
    }

    private static Setting<List<String>> texts(String name, Honoured honoured, String effect, String... byDefault) {
        return add(name, new SettingType.Texts(), array(byDefault), DYNAMIC, honoured, effect);
    }

    private static Setting<List<String>> regexes(String name, Honoured honoured, String effect, String... byDefault) {
        return add(name, new SettingType.Regexes(), array(byDefault), DYNAMIC, honoured, effect);
    }

    private static <T> Setting<T> add(String name, SettingType<T> type, JsonNode byDefault, Change change, Honoured honoured,
            String effect) {
        Setting<T> setting = new Setting<>(PREFIX + name, type, byDefault, change, honoured, effect);
        ALL.put(setting.key(), setting);
        return setting;
    }

    private static JsonNode raw(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static JsonNode array(String... texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (String text : texts) {
            array.add(text);
        }
        return array;
    }
}
