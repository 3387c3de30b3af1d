package io.perch.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.FunctionName;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void scalarsAreCoercedAsInOpenSearch() {
        Fields fields = fields("""
                {"name":5,"count":"7","whole":8.0,"on":"true","off":false,"score":"0.5","big":"9007199254740993","gone":null}""");

        assertThat(fields.string("name")).isEqualTo("5");
        assertThat(fields.integer("count", 0, 10)).isEqualTo(7);
        assertThat(fields.integer("whole")).isEqualTo(8);
        assertThat(fields.bool("on")).isTrue();
        assertThat(fields.bool("off")).isFalse();
        assertThat(fields.decimal("score")).isEqualTo(0.5);
        assertThat(fields.whole("big")).isEqualTo(9007199254740993L);
        assertThat(fields.string("gone")).isNull();
        assertThat(fields.string("absent")).isNull();
        fields.check();
    }

    @Test
    void readsNestedObjectsAndLists() {
        Fields fields = fields("{\"a\":{\"b\":[\"x\",1]},\"objects\":[{\"n\":1},{\"n\":2}]}");

        assertThat(fields.object("a").strings("b")).containsExactly("x", "1");
        assertThat(fields.objects("objects")).extracting(object -> object.integer("n")).containsExactly(1, 2);
        assertThat(fields.object("absent")).isNull();
        fields.check();
    }

    @Test
    void oneFaultIsTheReason() {
        Fields fields = fields("{\"on\":\"yes\"}");
        assertThat(fields.bool("on")).isNull();

        assertThatThrownBy(fields::check).isInstanceOfSatisfying(PerchException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
            assertThat(refusal.reason()).isEqualTo("Failed to parse value [yes] as only [true] or [false] are allowed.");
        });
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Fields fields = fields("""
                {"name":["a"],"count":11,"half":5.5,"huge":1e999999999,"nested":{"flag":{}},"list":[{}],"function":"dance"}""");
        fields.string("name");
        fields.integer("count", 0, 10);
        fields.whole("half");
        fields.whole("huge");
        fields.object("nested").bool("flag");
        fields.strings("list");
        fields.choice("function", FunctionName::read, text -> "Unknown function [" + text + "]");
        fields.required("version", "version is missing");

        assertThatThrownBy(fields::check).hasMessage(String.join("; ", List.of(
                "Field [name] must be a string, but it is of type [array]",
                "Field [count] must be <= 10, but it is [11]",
                "Field [half] must be a whole number, but it is [5.5]",
                "Field [huge] must be a whole number, but it is [Infinity]",
                "Field [nested.flag] must be a string, but it is of type [object]",
                "Field [list[0]] must be a string, but it is of type [object]",
                "Unknown function [dance]",
                "version is missing")));
    }

    private static Fields fields(String json) {
        return Fields.of(Json.read(json, ObjectNode.class));
    }
}
