package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void aSetupIsToldWithTheRowsOfItsFoldsInTheirOrder() {
        Setup setup = new Setup(
                "compiled",
                DataSource.NONE,
                "/data/a file.csv",
                "ab12",
                List.of(
                        new Fold(0, 0, List.of(7, 70_000, 0), List.of(3, 1)),
                        new Fold(2, 1, List.of(Integer.MAX_VALUE), List.of())));
        Addressed heard = Addressed.read(new Addressed(11, Message.Prepare.of(setup)).line());
        assertEquals(11, heard.seat());
        assertEquals(setup, ((Message.Prepare) heard.message()).setup());
    }

    @Test
    void rowsThatAreNotWholeNumbersAreNoFold() {
        String two = FoldRows.of(new Fold(0, 0, List.of(1, 2), List.of())).training();
        assertEquals(List.of(1, 2), new FoldRows(0, 0, two, "").told().training());
        assertThrows(IllegalArgumentException.class, () -> new FoldRows(0, 0, two.substring(0, 8), "").told());
        assertThrows(IllegalArgumentException.class, () -> new FoldRows(0, 0, two, two).told());
    }
}
