package dev.plateau.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "0.001, 0.001",
        "32, 32",
        "1000, 1000",
        "1230, 1230",
        "0.5, 0.5",
        "-1, -1",
        "0, 0",
        "1e-4, 0.0001",
        "1e-5, 1e-05",
        "1.23456e-7, 1.235e-07",
        "123456, 123500",
        "1e7, 1e+07",
        "1.5e300, 1.5e+300",
        "0.012345678, 0.01235",
        "NaN, NaN",
        "Infinity, Infinity",
        "99999999, 1e+08"
    })
    void showsNumbersToFourDigitsInTheirShortestForm(double value, String text) {
        assertEquals(text, Configuration.shown(value));
    }

    @ParameterizedTest
    @CsvSource({"0.012345678, 0.012345678", "1e-5, 1e-05", "2, 2", "-0.25, -0.25", "100000, 100000"})
    void writesNumbersInFullWhereAskedTo(double value, String text) {
        assertEquals(text, Configuration.exact(value));
    }

    @Test
    void showsListsAndMapsAsAnExperimentFileWritesThem() {
        assertEquals("[64, 0.5, relu]", Configuration.shown(List.of(64L, 0.5, "relu")));
        assertEquals("{rate: 0.1}", Configuration.exact(Map.of("rate", 0.1)));
    }

    @Test
    void readsAsPairs() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("learning_rate", 0.01);
        values.put("batch_size", 32L);
        assertEquals("learning_rate=0.01  batch_size=32", new Configuration(values).toString());
    }
}
