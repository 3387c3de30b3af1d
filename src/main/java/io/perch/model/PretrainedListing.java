package io.perch.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Which pretrained models a repository has. Only what its listing names is looked for. */
record PretrainedListing(List<Entry> entries) {

    private static final String NOT_LISTED = "This model is not in the pre-trained model list, please check your parameters.";

    /** One name; several entries may share it. */
    record Entry(String name, List<String> versions, List<String> formats) {
    }

    /** Throws PRETRAINED_UNREADABLE when it is no array. An entry that is none matches nothing. */
    static PretrainedListing read(PretrainedDocument document) {
        if (!document.json().isArray()) {
            throw document.unreadable("it is no array of models");
        }
        return new PretrainedListing(StreamSupport.stream(document.json().spliterator(), false).map(entry -> new Entry(
                entry.path("name").asText(), texts(entry.path("version")), texts(entry.path("format")))).toList());
    }

    /** Throws PRETRAINED_NOT_LISTED, saying what there is instead. */
    void require(PretrainedRef wanted) {
        List<Entry> named = entries.stream().filter(entry -> entry.name().equals(wanted.name())).toList();
        List<Entry> versioned = named.stream().filter(entry -> entry.versions().contains(wanted.version())).toList();
        if (named.isEmpty()) {
            throw notListed(nearest(wanted.name()));
        }
        if (versioned.isEmpty()) {
            throw notListed(wanted.name() + " has the versions " + all(named, Entry::versions));
        }
        if (versioned.stream().noneMatch(entry -> entry.formats().contains(wanted.formatName()))) {
            throw notListed(wanted.name() + " " + wanted.version() + " has the formats " + all(versioned, Entry::formats));
        }
        if (!wanted.isPlain()) {
            throw notListed("a name or version that leads out of its folder is never served");
        }
    }

    private static PerchException notListed(String hint) {
        return new PerchException(ErrorCode.PRETRAINED_NOT_LISTED, NOT_LISTED, hint);
    }

    private String nearest(String name) {
        String asked = name.toLowerCase(Locale.ROOT);
        List<String> known = entries.stream().map(Entry::name).distinct().toList();
        return known.stream().filter(candidate -> ("/" + candidate.toLowerCase(Locale.ROOT)).endsWith("/" + asked)).findFirst()
                .or(() -> Nearest.to(name, known).stream().findFirst())
                .map(meant -> "did you mean " + meant + "?")
                .orElse("it has " + known.size() + " names; a model of your own is registered by its url");
    }

    private static String all(List<Entry> entries, Function<Entry, List<String>> part) {
        return String.join(", ", entries.stream().map(part).flatMap(List::stream).distinct().toList());
    }

    private static List<String> texts(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList() : List.of();
    }
}
