package io.perch.path;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;

/** Jackson's trees for Jayway's library. Its own provider takes an element behind the end of an array for a null. */
final class TreeProvider extends JacksonJsonNodeJsonProvider {

    TreeProvider(JsonMapper mapper) {
        super(mapper);
    }

    /** @throws IndexOutOfBoundsException as the library's paths expect */
    @Override
    public Object getArrayIndex(Object array, int index) {
        if (array instanceof ArrayNode node && (index < 0 || index >= node.size())) {
            throw new IndexOutOfBoundsException(index);
        }
        return super.getArrayIndex(array, index);
    }
}
