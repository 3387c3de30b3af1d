package io.perch.api;

import io.perch.base.Fields;
import io.perch.connector.ActionType;
import io.perch.connector.ConnectorDraft;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.RegisterRequest;
import io.perch.model.RegisterRequest.DeployPlan;
import io.perch.model.RegisterRequest.ModelSource;
import io.perch.model.RegisterRequest.Spec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads what a caller wants registered. The whole body is known before any member is judged, so their order means nothing. */
final class RegisterBody {

    private static final int MOST_OF_A_LIMIT = 1_000_000;

    private final Fields fields;
    private final String name;
    private final FunctionName function;

    private RegisterBody(Fields fields) {
        this.fields = fields;
        // first, as in the original: clients look for its fault at the start of the reason
        this.name = name(fields);
        this.function = function();
    }

    /** What is to be registered, and the connector that it brings with it or {@code null}. */
    record Asked(RegisterRequest request, ConnectorDraft connector) {
    }

    /**
     * {@code POST models/_register}: by url, by name and version, or a remote model by its connector. Throws REQUEST_INVALID with
     * every fault there is.
     */
    static Asked register(Fields fields, boolean deploy) {
        RegisterBody body = new RegisterBody(fields);
        DeployPlan plan = new DeployPlan(deploy, fields.strings("model_node_ids"));
        return body.function == FunctionName.REMOTE ? body.remote(plan) : new Asked(body.local(plan), null);
    }

    private RegisterRequest local(DeployPlan plan) {
        if (fields.has("connector") || fields.has("connector_id")) {
            fields.fault("A connector is for models with function_name remote");
        }
        boolean own = fields.has("url");
        return request(spec(own), own ? url() : pretrained(), plan);
    }

    private Asked remote(DeployPlan plan) {
        boolean inline = fields.has("connector");
        if (inline && fields.has("connector_id")) {
            fields.fault("Model cannot have both stand-alone connector and internal connector. Please check your request body.");
        }
        if (!inline && !fields.has("connector_id")) {
            fields.fault("You must provide connector content when creating a remote model without connector id!");
        }
        Fields content = fields.object("connector");
        ConnectorDraft connector = content == null ? null : ConnectorBody.inline(content);
        if (connector != null && connector.actions() != null
                && connector.actions().stream()
                        .noneMatch(action -> action.type() == ActionType.PREDICT && action.url() != null)) {
            fields.fault("Connector endpoint is required when creating a remote model without connector id!");
        }
        Spec spec = new Spec(FunctionName.REMOTE, null, remoteConfig());
        return new Asked(request(spec, new ModelSource.Connected(fields.string("connector_id")), plan), connector);
    }

    private ModelConfig remoteConfig() {
        Fields config = fields.object("model_config");
        return config == null ? ModelConfig.NONE : ModelConfigBody.members(config);
    }

    /** {@code POST models/_register_meta}. */
    static RegisterRequest byUpload(Fields fields, int maxChunks) {
        RegisterBody body = new RegisterBody(fields);
        return body.request(body.spec(true), body.upload(maxChunks), DeployPlan.NONE);
    }

    private RegisterRequest request(Spec spec, ModelSource source, DeployPlan deploy) {
        RegisterRequest request = new RegisterRequest(ProposedId.read(fields, "model_id", "model id"),
                fields.string("model_group_id"), name, fields.string("description"), spec, source,
                !Boolean.FALSE.equals(fields.bool("is_enabled")), deploySetting(fields), GateBody.read(fields), deploy);
        fields.check();
        ModelGroupResource.refuseAccess(fields);
        return request;
    }

    static String name(Fields fields) {
        String name = fields.required("name", "model name is null");
        return name != null && name.length() > 512 ? fields.fault("model name is longer than 512 characters") : name;
    }

    /** @param own the package comes with the request's own configuration; a pretrained model has its own, which the task reads */
    private Spec spec(boolean own) {
        if (function == FunctionName.REMOTE) {
            fields.fault("A remote model is registered with models/_register: it has no chunks");
        }
        if (!fields.has("model_format")) {
            fields.fault("model format is null");
        }
        ModelFormat format = fields.choice("model_format", ModelFormat::read, text -> "Wrong model format");
        ModelConfig config = own && function != null ? ModelConfigBody.read(fields, function) : ModelConfig.NONE;
        if (config.fusesGraph() && (format == ModelFormat.TORCH_SCRIPT || function == FunctionName.SPARSE_TOKENIZE)) {
            fields.fault("graph_optimization is for networks in the ONNX format");
        }
        if (config.narrows() && (format == ModelFormat.ONNX || function == FunctionName.SPARSE_TOKENIZE)) {
            fields.fault("precision is for networks in the TORCH_SCRIPT format");
        }
        return new Spec(function, format, config);
    }

    /** {@code null} after a fault: what the other members must be is not known then. */
    private FunctionName function() {
        if (!fields.has("function_name")) {
            return FunctionName.TEXT_EMBEDDING;
        }
        return fields.choice("function_name", FunctionName::read, text -> "Wrong function name");
    }

    private ModelSource url() {
        String url = fields.string("url");
        return url == null ? null : new ModelSource.Url(uri(url), sha256());
    }

    private ModelSource pretrained() {
        return new ModelSource.Pretrained(fields.required("version",
                "url and version are missing: a model of your own has a url, a pretrained one a name and a version"), sha256());
    }

    private URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            return fields.fault("url is malformed: " + malformed.getMessage());
        }
    }

    private ModelSource upload(int maxChunks) {
        String sha256 = sha256();
        if (sha256 == null) {
            fields.fault("model content hash value is null");
        }
        if (!fields.has("total_chunks")) {
            fields.fault("total chunks field is null");
        }
        Integer chunks = fields.integer("total_chunks", 1, maxChunks);
        return new ModelSource.Upload(sha256, chunks == null ? 0 : chunks,
                fields.whole("model_content_size_in_bytes", 1, Long.MAX_VALUE));
    }

    private String sha256() {
        String hash = fields.string("model_content_hash_value");
        return hash == null ? null : hash.toLowerCase(Locale.ROOT);
    }

    static Model.DeploySetting deploySetting(Fields fields) {
        Fields setting = fields.object("deploy_setting");
        if (setting == null) {
            return Model.DeploySetting.DEFAULT;
        }
        Long ttl = setting.whole("model_ttl_minutes", -1, Integer.MAX_VALUE);
        Model.Limits limits = new Model.Limits(setting.integer("max_queue", 1, MOST_OF_A_LIMIT),
                setting.integer("max_workers", 1, MOST_OF_A_LIMIT));
        return new Model.DeploySetting(setting.bool("is_auto_deploy_enabled"), ttl == null ? -1 : ttl, limits);
    }
}
