package io.perch.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/connectors.md}, as its readers copy from it. */
public final class ConnectorsPage {

    private static final Pattern SECTION = Pattern.compile("(?m)^### (.+)\n((?s:.*?))(?=^##|\\z)");
    private static final Pattern NEEDED = Pattern.compile("(?m)^Needs in `(trusted_connector\\w*_regex)`: `(.+)`$");

    private ConnectorsPage() {
    }

    /** One of its blueprints. */
    public record Section(String heading, String text) {

        /** The body of a create, with what is the reader's in {@code <…>}. */
        public String connector() {
            return json().getFirst();
        }

        /** The body of a predict that works with it. */
        public String input() {
            return json().getLast();
        }

        private List<String> json() {
            List<String> blocks = new Page(text).json();
            if (blocks.size() != 2) {
                throw new AssertionError(heading + " has " + blocks.size() + " blocks of JSON, not a connector and an input");
            }
            return blocks;
        }

        /** What the reader has to add to the settings first: key without its prefix, regex. */
        public Map<String, String> needs() {
            Map<String, String> needs = new TreeMap<>();
            NEEDED.matcher(text).results().forEach(line -> needs.put(line.group(1), line.group(2)));
            return needs;
        }
    }

    public static String text() {
        return Page.of("connectors.md").text();
    }

    /** Of the whole page. */
    public static List<String> json() {
        return Page.of("connectors.md").json();
    }

    public static List<Section> blueprints() {
        String text = text();
        Matcher sections = SECTION.matcher(text.substring(text.indexOf("\n## Blueprints\n")));
        return sections.results().map(ConnectorsPage::section).toList();
    }

    private static Section section(MatchResult found) {
        return new Section(found.group(1), found.group(2));
    }

    public static Section blueprint(String heading) {
        return blueprints().stream().filter(section -> section.heading().equals(heading)).findFirst()
                .orElseThrow(() -> new AssertionError("There is no blueprint " + heading));
    }
}
