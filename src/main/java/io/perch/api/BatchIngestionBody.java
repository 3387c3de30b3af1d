package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Fields;
import io.perch.ingest.batch.IngestRequest;
import io.perch.ingest.batch.Mapping;
import io.perch.ingest.batch.SourceType;
import io.perch.source.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads what a caller wants ingested. */
final class BatchIngestionBody {

    private static final String LEAD = "IllegalArgumentException in the batch ingestion input: ";
    private static final String OPENAI = "openai";

    private final Fields fields;

    private BatchIngestionBody(Fields fields) {
        this.fields = fields;
    }

    /** Throws REQUEST_INVALID with every fault there is. @param faults of what a body alone does not tell */
    static IngestRequest read(Fields fields, Function<IngestRequest, List<String>> faults) {
        IngestRequest request = new BatchIngestionBody(fields).read();
        if (!request.sources().isEmpty()) {
            faults.apply(request).forEach(fields::fault);
        }
        fields.check();
        return request;
    }

    private IngestRequest read() {
        String index = fields.required("index_name", "The index name is missing: say in index_name where the documents go");
        Fields data = data();
        return new IngestRequest(index, data == null ? null : type(data), data == null ? List.of() : sources(data), mapping(),
                new Keys(orNone(ConnectorBody.texts(fields, "credential")), fields.string("connector_id")));
    }

    /** {@code null} when there is none to speak of. */
    private Fields data() {
        Fields data = fields.object("data_source");
        if (data != null && (data.has("type") || data.has("source"))) {
            if (!data.has("type") || !data.has("source")) {
                data.fault(LEAD + "The batch ingest input data source is missing data type or source");
            }
            return data;
        }
        return fields.has("data_source") && data == null ? null
                : fields.fault("data_source", LEAD + "The batch ingest input data source cannot be null");
    }

    /** {@code null} for none that is known. */
    private static SourceType type(Fields data) {
        return data.choice("type", SourceType::read, text -> OPENAI.equalsIgnoreCase(text)
                ? "Sources of type openai are not read: download the file (GET https://api.openai.com/v1/files/{file_id}/content)"
                        + " and name it as a source of type file or s3"
                : "Unsupported data source type [" + text + "]: it is s3 or file");
    }

    private static List<String> sources(Fields data) {
        List<String> sources = data.strings("source");
        if (sources != null && sources.isEmpty()) {
            data.fault("source", LEAD + "The batch ingest input has no sources");
        }
        return orNone(sources);
    }

    private Mapping mapping() {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        Fields map = fields.object("field_map");
        if (map != null) {
            map.names().forEach(name -> paths.put(name, paths(map, name)));
        }
        return new Mapping(paths, orNone(fields.strings("ingest_fields")));
    }

    /** One, or several in an array. */
    private static List<String> paths(Fields map, String name) {
        JsonNode value = map.node(name);
        return value != null && value.isArray() ? orNone(map.strings(name))
                : List.of(Objects.requireNonNullElse(map.required(name, "field_map has no path for " + name), "$"));
    }

    private static List<String> orNone(List<String> texts) {
        return texts == null ? new ArrayList<>() : texts;
    }

    private static Map<String, String> orNone(Map<String, String> texts) {
        return texts == null ? Map.of() : texts;
    }
}
