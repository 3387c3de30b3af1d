package io.perch.path;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number with a fraction or an exponent as it was written. Most of them go on without anybody looking at them; whoever does,
 * finds a {@link BigDecimal}. Arrays of nothing but numbers are {@link WrittenNumbers}.
 */
final class WrittenNumber extends NumericNode {

    private final String text;

    /** @param text of JSON that {@link BigDecimal} takes, too */
    WrittenNumber(String text) {
        this.text = text;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_NUMBER_FLOAT;
    }

    @Override
    public JsonParser.NumberType numberType() {
        return JsonParser.NumberType.BIG_DECIMAL;
    }

    @Override
    public boolean isFloatingPointNumber() {
        return true;
    }

    @Override
    public boolean isBigDecimal() {
        return true;
    }

    @Override
    public BigDecimal decimalValue() {
        return new BigDecimal(text);
    }

    @Override
    public Number numberValue() {
        return decimalValue();
    }

    @Override
    public short shortValue() {
        return decimalValue().shortValue();
    }

    @Override
    public int intValue() {
        return decimalValue().intValue();
    }

    @Override
    public long longValue() {
        return decimalValue().longValue();
    }

    @Override
    public BigInteger bigIntegerValue() {
        return decimalValue().toBigInteger();
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean canConvertToInt() {
        return isWithin(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public boolean canConvertToLong() {
        return isWithin(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private boolean isWithin(long least, long most) {
        BigDecimal value = decimalValue();
        return value.compareTo(BigDecimal.valueOf(least)) >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    @Override
    public boolean canConvertToExactIntegral() {
        return decimalValue().stripTrailingZeros().scale() <= 0;
    }

    @Override
    public String asText() {
        return text;
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        switch (out) {
            case JsonGeneratorImpl json -> json.writeNumber(text);
            // what a tree is made of next, which is to have all digits, too
            case TokenBuffer tokens -> tokens.writeNumber(decimalValue());
            // formats for numbers that a processor knows
            default -> out.writeNumber(doubleValue());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrittenNumber number && text.equals(number.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
