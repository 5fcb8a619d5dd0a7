package dev.plateau.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.plateau.space.Configuration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void aFieldOfTheModelCanBeNamedWithOrWithoutIt() {
        Map<String, Object> model = Map.of("activation", "relu", "dropout", 0.1);
        Settings bare = Settings.of(model, new Configuration(Map.of("dropout", 0.5, "epochs", 3L)));
        Settings full = Settings.of(model, new Configuration(Map.of("model.dropout", 0.5, "epochs", 3L)));
        assertEquals(bare, full);
        assertEquals(Optional.of(0.5), bare.value("model.dropout"));
        assertEquals(Optional.of("relu"), bare.value("model.activation"));
        assertEquals(Optional.of(3L), bare.value("epochs"));
    }

    @Test
    void aFieldOfAFieldIsReached() {
        Map<String, Object> model = Map.of("schedule", Map.of("type", "step", "every", 5L));
        Settings settings = Settings.of(model, new Configuration(Map.of("schedule.factor", 0.3)));
        assertEquals(Optional.of("step"), settings.value("model.schedule.type"));
        assertEquals(Optional.of(0.3), settings.value("model.schedule.factor"));
    }

    @Test
    void theOrderOfKeysDoesNotMatter() {
        Settings one = new Settings(new java.util.LinkedHashMap<>(Map.of("a", 1L, "b", List.of(2L))));
        Settings other = new Settings(new java.util.TreeMap<>(Map.of("b", List.of(2), "a", 1)));
        assertEquals(one, other, "an Integer and a Long of one value are one value");
        assertEquals(one.values().toString(), other.values().toString());
    }

    @Test
    void seedsDifferByEverythingThatTheyDependOn() {
        Set<Long> seeds = new HashSet<>(List.of(
                Seeds.run(42, "{}", 0, 0),
                Seeds.run(43, "{}", 0, 0),
                Seeds.run(42, "{ }", 0, 0),
                Seeds.run(42, "{}", 1, 0),
                Seeds.run(42, "{}", 0, 1)));
        assertEquals(5, seeds.size());
        assertEquals(Seeds.run(42, "{}", 0, 0), Seeds.run(42, "{}", 0, 0));
        assertNotEquals(Seeds.epoch(1, 2, 1), Seeds.epoch(1, 2, 2));
    }
}
