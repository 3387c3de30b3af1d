package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.FieldPath;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Run;
import io.perch.ingest.pipeline.Step;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one processor on each element of a list, which it sees as {@code _ingest._value}. The first elements of all documents go
 * together, then the second ones, and so on.
 */
record Foreach(FieldPath field, Step each, boolean ignoreMissing) implements Processor {

    private static final String VALUE = "_value";

    @Override
    public String type() {
        return "foreach";
    }

    @Override
    public Uni<Void> run(List<Item> items, Run run) {
        List<Listed> lists = new ArrayList<>();
        items.forEach(item -> find(item, lists));
        int longest = lists.stream().mapToInt(listed -> listed.list.size()).max().orElse(0);
        return from(0, longest, lists, run).invoke(() -> lists.forEach(Listed::end));
    }

    private Uni<Void> from(int position, int end, List<Listed> lists, Run run) {
        return position >= end ? Uni.createFrom().voidItem()
                : at(position, lists, run).chain(() -> from(position + 1, end, lists, run));
    }

    private Uni<Void> at(int position, List<Listed> lists, Run run) {
        List<Listed> longEnough = lists.stream().filter(listed -> listed.item.goesOn() && listed.list.size() > position).toList();
        longEnough.forEach(listed -> listed.show(position));
        return Step.runAll(List.of(each), longEnough.stream().map(Listed::item).toList(), run)
                .invoke(() -> longEnough.forEach(listed -> listed.takeBack(position)));
    }

    private void find(Item item, List<Listed> lists) {
        JsonNode value = field.read(item.document()).orElse(null);
        if (value instanceof ArrayNode list) {
            lists.add(new Listed(item, list, item.document().ingest().get(VALUE)));
        } else if (value != null && !value.isNull()) {
            item.fail(new PerchException(ErrorCode.FIELD_WRONG_KIND, "field [" + field.text()
                    + "] is not a list, and foreach works on one", null));
        } else if (!ignoreMissing) {
            item.fail(new PerchException(ErrorCode.FIELD_MISSING, "field [" + field.text()
                    + "] is null or missing, cannot loop over its elements.", null));
        }
    }

    /** @param outer the value that a foreach around this one shows */
    private record Listed(Item item, ArrayNode list, JsonNode outer) {

        void show(int position) {
            item.document().ingest().set(VALUE, list.get(position));
        }

        void takeBack(int position) {
            JsonNode value = item.document().ingest().get(VALUE);
            if (value != null) {
                list.set(position, value);
            }
        }

        void end() {
            if (outer == null) {
                item.document().ingest().remove(VALUE);
            } else {
                item.document().ingest().set(VALUE, outer);
            }
        }
    }
}
