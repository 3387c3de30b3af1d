package io.perch.base;

/**
 * Every way in which Perch refuses or fails: the HTTP status, the wire type that ML Commons clients know, and who can mend it.
 * Each constant has an entry of the same name in {@code docs/errors.md}; a test holds the two together.
 */
public enum ErrorCode {

    // What was sent
    REQUEST_BODY_MISSING(400, "parse_exception", Category.USER),
    JSON_MALFORMED(400, "json_parse_exception", Category.USER),
    BODY_NOT_AN_OBJECT(400, "parsing_exception", Category.USER),
    REQUEST_INVALID(400, "illegal_argument_exception", Category.USER),
    PARAMETER_UNKNOWN(400, "illegal_argument_exception", Category.USER),
    CONTENT_TYPE_UNSUPPORTED(406, "content_type_exception", Category.USER),
    BODY_TOO_LARGE(413, "content_too_long_exception", Category.USER),
    PATH_UNKNOWN(400, "illegal_argument_exception", Category.USER),
    METHOD_NOT_ALLOWED(405, "illegal_argument_exception", Category.USER),
    ID_TAKEN(409, "status_exception", Category.USER),

    // Settings
    SETTING_UNKNOWN(400, "settings_exception", Category.USER),
    SETTING_NOT_DYNAMIC(400, "settings_exception", Category.USER),
    SETTING_INVALID(400, "illegal_argument_exception", Category.USER),
    SETTINGS_EMPTY(400, "action_request_validation_exception", Category.USER),

    // Groups
    GROUP_NOT_FOUND(404, "status_exception", Category.USER),
    GROUP_NAME_INVALID(400, "action_request_validation_exception", Category.USER),
    GROUP_NAME_TAKEN(400, "illegal_argument_exception", Category.USER),
    GROUP_NOT_EMPTY(409, "status_exception", Category.USER),
    ACCESS_CONTROL_OFF(400, "illegal_argument_exception", Category.USER),

    // Models
    MODEL_NOT_FOUND(404, "status_exception", Category.USER),
    MODEL_DISABLED(403, "status_exception", Category.USER),
    MODEL_STILL_DEPLOYED(400, "status_exception", Category.USER),
    MODEL_IN_USE(409, "status_exception", Category.USER),
    MODEL_BUSY(409, "status_exception", Category.USER),
    MODEL_NOT_REGISTERED(409, "status_exception", Category.USER),
    MODEL_NOT_DEPLOYED(400, "illegal_argument_exception", Category.USER),
    MODEL_IS_LOCAL(400, "status_exception", Category.USER),
    REGISTERING_BY_URL_OFF(400, "illegal_argument_exception", Category.USER),
    REGISTERING_BY_UPLOAD_OFF(400, "illegal_argument_exception", Category.USER),
    PRETRAINED_OFF(400, "illegal_argument_exception", Category.USER),
    LOCAL_MODELS_OFF(400, "status_exception", Category.USER),
    FUNCTION_NOT_SERVED(400, "illegal_argument_exception", Category.USER),
    CUSTOM_PLAN_OFF(400, "illegal_argument_exception", Category.USER),

    // Connectors
    CONNECTOR_NOT_FOUND(404, "status_exception", Category.USER),
    CONNECTOR_IN_USE(409, "status_exception", Category.USER),
    CONNECTOR_INLINE(400, "status_exception", Category.USER),
    ENDPOINT_NOT_TRUSTED(400, "illegal_argument_exception", Category.USER),
    ADDRESS_FORBIDDEN(400, "illegal_argument_exception", Category.USER),
    MASTER_KEY_MISSING(500, "status_exception", Category.INTERNAL),
    CREDENTIAL_UNREADABLE(500, "status_exception", Category.INTERNAL),
    REMOTE_INFERENCE_OFF(400, "status_exception", Category.USER),

    // The package and its bytes
    URL_NOT_TRUSTED(400, "illegal_argument_exception", Category.USER),
    FETCH_FAILED(502, "status_exception", Category.REMOTE),
    PRETRAINED_NOT_LISTED(400, "illegal_argument_exception", Category.USER),
    PRETRAINED_UNREADABLE(502, "status_exception", Category.REMOTE),
    HASH_MISSING(400, "illegal_argument_exception", Category.USER),
    HASH_MISMATCH(400, "illegal_argument_exception", Category.USER),
    MODEL_TOO_BIG(400, "illegal_argument_exception", Category.USER),
    PACKAGE_UNREADABLE(400, "illegal_argument_exception", Category.USER),
    PACKAGE_UNSAFE(400, "illegal_argument_exception", Category.USER),
    PACKAGE_INCOMPLETE(400, "illegal_argument_exception", Category.USER),
    PACKAGE_AMBIGUOUS(400, "illegal_argument_exception", Category.USER),
    PACKAGE_WRONG_FORMAT(400, "illegal_argument_exception", Category.USER),
    CHUNK_INVALID(400, "illegal_argument_exception", Category.USER),
    CHUNK_STORE_UNAVAILABLE(503, "status_exception", Category.CAPACITY),
    CHUNK_STORE_REFUSED(502, "status_exception", Category.REMOTE),
    CHUNKS_DAMAGED(500, "status_exception", Category.INTERNAL),

    // Interfaces of models
    SCHEMA_INVALID(400, "illegal_argument_exception", Category.USER),
    INTERFACE_INPUT(400, "status_exception", Category.USER),
    INTERFACE_OUTPUT(502, "status_exception", Category.REMOTE),
    STREAM_UNCHECKED(400, "illegal_argument_exception", Category.USER),

    // Guardrails
    GUARD_MODEL_NOT_FOUND(400, "illegal_argument_exception", Category.USER),
    GUARD_INPUT(400, "illegal_argument_exception", Category.USER),
    GUARD_OUTPUT(400, "illegal_argument_exception", Category.REMOTE),
    GUARD_UNEVALUATED(503, "status_exception", Category.CAPACITY),

    // Rate limits
    RATE_LIMITED(429, "status_exception", Category.CAPACITY),
    RATE_LIMITED_USER(429, "status_exception", Category.CAPACITY),
    CONTROLLERS_OFF(400, "illegal_state_exception", Category.USER),
    CONTROLLER_NOT_FOUND(404, "status_exception", Category.USER),
    CONTROLLER_MISSING(409, "status_exception", Category.USER),

    // Searches of metadata
    QUERY_INVALID(400, "illegal_argument_exception", Category.USER),

    // Documents and searches
    INDEX_NAME_INVALID(400, "invalid_index_name_exception", Category.USER),
    INDEX_FORBIDDEN(403, "security_exception", Category.USER),
    CLAUSE_MALFORMED(400, "parsing_exception", Category.USER),
    CLAUSE_INVALID(400, "illegal_argument_exception", Category.USER),
    SEARCH_NOT_SERVED(400, "illegal_argument_exception", Category.USER),
    SEARCH_TOO_LARGE(413, "illegal_argument_exception", Category.USER),
    SEARCH_UNAVAILABLE(503, "status_exception", Category.CAPACITY),
    SEARCH_BUSY(429, "rejected_execution_exception", Category.CAPACITY),
    BULK_MALFORMED(400, "illegal_argument_exception", Category.USER),
    BULKS_FULL(429, "rejected_execution_exception", Category.CAPACITY),
    SOURCE_UNREADABLE(502, "status_exception", Category.REMOTE),
    INGESTION_INCOMPLETE(400, "status_exception", Category.USER),

    // Pipelines and what they do with documents
    PIPELINE_NOT_FOUND(404, "resource_not_found_exception", Category.USER),
    PIPELINES_FULL(400, "illegal_argument_exception", Category.USER),
    PIPELINE_UNKNOWN(400, "illegal_argument_exception", Category.USER),
    PIPELINE_INVALID(400, "parse_exception", Category.USER),
    FIELD_MISSING(400, "illegal_argument_exception", Category.USER),
    FIELD_UNSETTABLE(400, "illegal_argument_exception", Category.USER),
    FIELD_WRONG_KIND(400, "illegal_argument_exception", Category.USER),
    OUTPUT_UNEXPECTED(400, "runtime_exception", Category.USER),
    DOCUMENT_REFUSED(400, "illegal_argument_exception", Category.USER),

    // Tasks
    TASK_NOT_FOUND(404, "status_exception", Category.USER),
    TASK_STILL_RUNNING(409, "status_exception", Category.USER),
    TASK_TIMED_OUT(504, "status_exception", Category.CAPACITY),
    TASK_ABANDONED(500, "status_exception", Category.INTERNAL),

    // Deploying
    NO_ELIGIBLE_NODE(400, "illegal_argument_exception", Category.USER),
    TOO_MANY_MODELS(429, "limit_exceeded_exception", Category.CAPACITY),
    MEMORY_SHORT(429, "circuit_breaking_exception", Category.CAPACITY),
    DISK_SHORT(429, "circuit_breaking_exception", Category.CAPACITY),
    ENGINE_REFUSED_MODEL(400, "illegal_argument_exception", Category.USER),
    OPTIMIZATION_REFUSED(400, "illegal_argument_exception", Category.USER),
    ENGINE_MISSING(500, "status_exception", Category.INTERNAL),
    MODEL_LOADING(503, "status_exception", Category.CAPACITY),

    // Predicting
    INPUT_INVALID(400, "illegal_argument_exception", Category.USER),
    INPUT_TOO_LARGE(413, "illegal_argument_exception", Category.USER),
    TEXT_TOO_LONG(400, "illegal_argument_exception", Category.USER),
    QUEUE_FULL(429, "rejected_execution_exception", Category.CAPACITY),
    DEADLINE_EXCEEDED(504, "status_exception", Category.CAPACITY),
    INFERENCE_FAILED(500, "m_l_exception", Category.INTERNAL),

    // Predicting elsewhere
    MODEL_IS_REMOTE(400, "illegal_argument_exception", Category.USER),
    ACTION_MISSING(400, "illegal_argument_exception", Category.USER),
    PARAMETERS_MISSING(400, "illegal_argument_exception", Category.USER),
    PAYLOAD_INVALID(400, "illegal_argument_exception", Category.USER),
    SCRIPT_FAILED(400, "illegal_argument_exception", Category.USER),
    REMOTE_FAILED(502, "status_exception", Category.REMOTE),
    REMOTE_UNREACHABLE(502, "status_exception", Category.REMOTE),
    REMOTE_TIMED_OUT(504, "status_exception", Category.REMOTE),
    REMOTE_ANSWER_EMPTY(502, "status_exception", Category.REMOTE),
    REMOTE_ANSWER_TOO_LARGE(502, "status_exception", Category.REMOTE),
    REMOTE_ANSWER_UNREADABLE(502, "m_l_exception", Category.REMOTE),
    REMOTE_ANSWER_UNEXPECTED(502, "illegal_argument_exception", Category.REMOTE),
    REMOTE_BUSY(429, "status_exception", Category.CAPACITY),
    REMOTE_PAUSED(503, "status_exception", Category.CAPACITY),
    STREAMING_OFF(400, "illegal_state_exception", Category.USER),
    BATCH_OFF(400, "illegal_state_exception", Category.USER),
    BATCH_TASKS_FULL(429, "status_exception", Category.CAPACITY),
    JOB_NOT_CREATED(502, "resource_not_found_exception", Category.REMOTE),
    JOB_UNKNOWN(400, "illegal_argument_exception", Category.USER),

    // The house itself
    DATABASE_UNAVAILABLE(503, "status_exception", Category.CAPACITY),
    SHUTTING_DOWN(503, "status_exception", Category.CAPACITY),
    INTERNAL(500, "exception", Category.INTERNAL);

    /** Who can mend it: the caller, Perch's owner, time or more machines, or the other side of a remote call. */
    public enum Category { USER, INTERNAL, CAPACITY, REMOTE }

    private final int status;
    private final String type;
    private final Category category;

    ErrorCode(int status, String type, Category category) {
        this.status = status;
        this.type = type;
        this.category = category;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The {@code error.type} on the wire, as ML Commons names it. */
    public String type() {
        return type;
    }

    public Category category() {
        return category;
    }
}
