package dev.plateau.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpaceTest {

    private static final Choice UPDATER = choice("updater", "adam", "nesterovs");
    private static final Choice MOMENTUM = new Choice(
            "momentum", List.of(0.5, 0.9), Optional.of(new Condition("updater", List.<Object>of("nesterovs"))));
    private static final Choice WARM =
            new Choice("warm", List.of(1L, 2L), Optional.of(new Condition("momentum", List.<Object>of(0.9))));

    @Test
    void twoParametersOfOneNameAreRefused() {
        refused("parameter updater is given twice", () -> new Space(List.of(UPDATER, UPDATER)));
    }

    @Test
    void aConditionOnALaterParameterIsRefused() {
        refused(
                "momentum.when names updater, which is not a parameter that comes before it",
                () -> new Space(List.of(MOMENTUM, UPDATER)));
    }

    @Test
    void aChoiceWithoutValuesOrWithOneTwiceIsRefused() {
        refused("x.values must list at least one value, found an empty list", () -> choice("x"));
        refused("x.values must differ from each other, found [1, 1]", () -> choice("x", 1L, 1L));
    }

    @Test
    void aConditionWithoutValuesIsRefused() {
        refused("when.updater must list at least one value", () -> new Condition("updater", List.of()));
    }

    @Test
    void theGridSizeCountsEveryCombinationBeforeConditions() {
        assertEquals(BigInteger.valueOf(4), new Space(List.of(UPDATER, MOMENTUM)).gridSize());
    }

    @Test
    void theGridSizeDoesNotOverflow() {
        Object[] thousand = java.util.stream.LongStream.range(0, 1000).boxed().toArray();
        List<Parameter> parameters = new java.util.ArrayList<>();
        for (int i = 0; i < 10; i++) {
            parameters.add(choice("p" + i, thousand));
        }
        assertEquals(BigInteger.TEN.pow(30), new Space(parameters).gridSize());
    }

    @Test
    void aValueThatHangsOnADroppedOneIsDroppedToo() {
        assertEquals(Map.of("updater", "adam"), active("adam", 0.9));
        assertEquals(Map.of("updater", "nesterovs", "momentum", 0.5), active("nesterovs", 0.5));
        assertEquals(Map.of("updater", "nesterovs", "momentum", 0.9, "warm", 1L), active("nesterovs", 0.9));
    }

    private static Map<String, Object> active(String updater, double momentum) {
        return Space.active(List.of(UPDATER, MOMENTUM, WARM), List.of(updater, momentum, 1L))
                .values();
    }

    private static Choice choice(String name, Object... values) {
        return new Choice(name, List.of(values), Optional.empty());
    }

    private static void refused(String sentence, org.junit.jupiter.api.function.Executable code) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
