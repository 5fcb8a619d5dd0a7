package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Numbers as protobuf reads them from JSON: also as texts, with NaN and infinities by name. */
final class Scalars {

    /** Above it not every whole number is a double. */
    private static final double EXACT = 0x1p53;

    private static final int SHOWN = 50;

    private Scalars() {}

    static double number(JsonParser from, String name) throws IOException {
        JsonToken token = from.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return from.getDoubleValue();
        }
        if (token == JsonToken.VALUE_STRING) {
            return number(from.getText(), name);
        }
        throw wrong(String.valueOf(token), name, "a number");
    }

    static double number(String text, String name) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(text, name);
        };
    }

    private static double finite(String text, String name) {
        if (text.isEmpty() || !isPlain(text)) {
            throw wrong(text, name, "a number");
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(text, name, "a number");
        }
    }

    /** Java also reads 1d, 0x1p3 and blanks around a number. */
    private static boolean isPlain(String text) {
        return text.chars()
                .allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E');
    }

    static long whole(JsonParser from, String name) throws IOException {
        JsonToken token = from.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && from.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return from.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return whole(from.getDoubleValue(), name);
        }
        if (token == JsonToken.VALUE_STRING) {
            return whole(from.getText(), name);
        }
        throw wrong(from.getText(), name, "an integer");
    }

    static long whole(String text, String name) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            if (!text.isEmpty() && isPlain(text)) {
                return whole(number(text, name), name);
            }
        }
        throw wrong(text, name, "an integer");
    }

    static long whole(double number, String name) {
        if (number == Math.rint(number) && Math.abs(number) <= EXACT) {
            return (long) number;
        }
        throw wrong(String.valueOf(number), name, "an integer");
    }

    static Refusal wrong(String found, String name, String expected) {
        String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "..." : found;
        return Refusal.invalid(
                "Invalid value " + shown + " for parameter '" + name + "' supplied: it must be " + expected);
    }
}
