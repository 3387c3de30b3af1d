package io.perch.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A thousand sentences of Moby-Dick, with the chapters they are from: documents for a demo and a bench. */
public final class Sentences {

    private static final String RESOURCE = "/demo/moby-dick.tsv";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One of them. */
    public record Sentence(int chapter, String text) {
    }

    private Sentences() {
    }

    public static List<Sentence> all() {
        try (InputStream bytes = Sentences.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(Sentences::read).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Sentence read(String line) {
        int tab = line.indexOf('\t');
        return new Sentence(Integer.parseInt(line.substring(0, tab)), line.substring(tab + 1));
    }

    /** Lines of a bulk: {@code chapter} and {@code text}, with ids from 1. */
    public static String bulk(List<Sentence> sentences) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            ObjectNode action = JSON.createObjectNode();
            action.putObject("index").put("_id", String.valueOf(i + 1));
            ObjectNode document = JSON.createObjectNode().put("chapter", sentences.get(i).chapter())
                    .put("text", sentences.get(i).text());
            lines.append(action).append('\n').append(document).append('\n');
        }
        return lines.toString();
    }
}
