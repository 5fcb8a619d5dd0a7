package dev.plateau.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected multiples were computed by hand from the formulas at 10 steps an epoch and a total of 40 epochs. */
class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "constant, 399, 1",
        "step, 99, 1",
        "step, 100, 0.5",
        "step, 399, 0.125",
        "exponential, 10, 0.95",
        "exponential, 200, 0.358485922408542",
        "polynomial, 0, 1",
        "polynomial, 100, 0.75",
        "inverse, 100, 0.5",
        "cosine, 0, 1",
        "cosine, 100, 0.853553390593274",
        "cosine, 200, 0.5",
        "cosine, 400, 0",
        "one_cycle, 0, 0.04",
        "one_cycle, 60, 0.52",
        "one_cycle, 120, 1",
        "one_cycle, 260, 0.500002",
        "one_cycle, 400, 0.000004",
        "warmup, 0, 0.1",
        "warmup, 25, 0.55",
        "warmup, 50, 1",
        "warmup, 300, 1"
    })
    void followsItsFormula(String type, long step, double expected) {
        assertEquals(expected, Schedule.from(type).multiple(step, 10, 40), 1e-12);
    }

    @Test
    void aSpanOfItsOwnReplacesTheTotal() {
        Schedule schedule = Schedule.from(Map.of("type", "cosine", "over", 20L));
        assertEquals(0.5, schedule.multiple(100, 10, 40), 1e-12);
        assertEquals(0, schedule.multiple(300, 10, 40), 1e-12);
    }

    @Test
    void isReadBackAsItWasWritten() {
        Schedule schedule = Schedule.from(Map.of("type", "step", "every", 3L));
        assertEquals(schedule, Schedule.from(schedule.toMap()));
    }

    @ParameterizedTest
    @CsvSource({
        "every, 0, 'model.schedule.every must be above 0, found 0.0'",
        "factor, -1, 'model.schedule.factor must be above 0, found -1.0'",
        "evry, 3, 'model.schedule.evry is not known here; known: every, factor, type'"
    })
    void refusesConstantsOutOfRange(String name, double value, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Schedule.from(Map.of("type", "step", name, value)))
                        .getMessage());
    }
}
