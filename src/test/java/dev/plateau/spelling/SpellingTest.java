package dev.plateau.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final List<String> NAMES = List.of("run", "resume", "learning_rate", "batch_size");

    @ParameterizedTest
    @CsvSource({
        "rnu, run",
        "RUN, run",
        "lerning_rate, learning_rate",
        "learningrate, learning_rate",
        "batchsize, batch_size"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertEquals(Optional.of(meant), Spelling.nearest(written, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"x", "epochs", "go"})
    void offersNothingThatIsFar(String written) {
        assertEquals(Optional.empty(), Spelling.nearest(written, NAMES));
    }

    @Test
    void aVeryLongNameIsNotCompared() {
        assertEquals(Optional.empty(), Spelling.nearest("a".repeat(101), List.of("a".repeat(101))));
    }

    @Test
    void listsTheFirstFiveAndSaysHowManyAreLeft() {
        assertEquals("run, resume, learning_rate, batch_size", Spelling.listed(NAMES));
        assertEquals("1, 2, 3, 4, 5 and 2 more", Spelling.listed(List.of("1", "2", "3", "4", "5", "6", "7")));
    }
}
