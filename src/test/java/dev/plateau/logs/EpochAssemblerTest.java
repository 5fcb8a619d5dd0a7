package dev.plateau.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochAssemblerTest {

    private final TextLines lines = new TextLines();

    private List<Epoch> assembled(EpochAssembler assembler, String... text) {
        List<Epoch> epochs = new ArrayList<>();
        for (String line : text) {
            lines.feed(line).ifPresent(seen -> epochs.addAll(assembler.add(seen)));
        }
        assembler.end().ifPresent(epochs::add);
        return epochs;
    }

    private static Epoch epoch(int number, Map<String, Double> metrics) {
        return new Epoch(number, OptionalLong.empty(), OptionalLong.empty(), metrics);
    }

    @Test
    void joinsTheLinesOfAnEpoch() {
        assertEquals(
                List.of(epoch(1, Map.of("loss", 0.5, "val_loss", 0.6)), epoch(2, Map.of("loss", 0.4))),
                assembled(
                        new EpochAssembler(),
                        "Epoch 1/2",
                        "loss: 0.9",
                        "loss: 0.5",
                        "{\"epoch\":1,\"val_loss\":0.6}",
                        "Epoch 2/2",
                        "loss: 0.4"));
    }

    @Test
    void countsEpochsThatAreNotTold() {
        assertEquals(
                List.of(
                        epoch(1, Map.of("loss", 3.0, "val_loss", 4.0)),
                        epoch(2, Map.of("loss", 2.0)),
                        epoch(3, Map.of("loss", 1.0))),
                assembled(new EpochAssembler(), "loss=3", "val_loss=4", "loss=2", "loss=1"));
    }

    @Test
    void aFirstEpochOf0IsThe1st() {
        assertEquals(
                List.of(epoch(1, Map.of("loss", 3.0)), epoch(2, Map.of("loss", 2.0))),
                assembled(new EpochAssembler(), "epoch=0 loss=3", "epoch=1 loss=2"));
    }

    @Test
    void passesOverEpochsThatGoBackwardsOrRepeatAndCountsThem() {
        EpochAssembler assembler = new EpochAssembler();
        assertEquals(
                List.of(epoch(1, Map.of("loss", 3.0)), epoch(2, Map.of("loss", 2.0)), epoch(3, Map.of("loss", 1.0))),
                assembled(
                        assembler,
                        "epoch=1 loss=3",
                        "epoch=2 loss=2",
                        "epoch=1 loss=9",
                        "epoch=0 loss=9",
                        "epoch=3 loss=1",
                        "epoch=2 loss=9"));
        assertEquals(3, assembler.passedOver());
        assertEquals(List.of(), assembled(assembler, "epoch=3 loss=9"));
        assertEquals(4, assembler.passedOver());
    }

    @Test
    void anEvaluationBeforeTheFirstEpochIsNone() {
        EpochAssembler assembler = new EpochAssembler();
        assertEquals(List.of(epoch(1, Map.of("loss", 3.0))), assembled(assembler, "val_loss=9", "Epoch 1/1", "loss=3"));
        assertEquals(1, assembler.passedOver());
    }

    @Test
    void doesNotWaitForTheNextEpochOnceItKnowsWhatAnEpochHas() {
        EpochAssembler assembler = new EpochAssembler(Set.of("val_loss"));
        assertEquals(List.of(), assembler.add(seen("{\"epoch\":1,\"loss\":3}")));
        assertEquals(List.of(), assembler.add(seen("{\"epoch\":1,\"val_loss\":3}")));
        assertEquals(
                List.of(1, 2),
                assembler.add(seen("{\"epoch\":2,\"loss\":2,\"val_loss\":2}")).stream()
                        .map(Epoch::number)
                        .toList());
        assertEquals(List.of(), assembler.add(seen("{\"epoch\":3,\"loss\":1}")));
        assertEquals(
                List.of(epoch(3, Map.of("loss", 1.0, "val_loss", 1.0))),
                assembler.add(seen("{\"epoch\":3,\"val_loss\":1}")));
        assertEquals(List.of(), assembler.add(seen("{\"epoch\":3,\"other\":1}")), "late, and waited for from now on");
        assertEquals(List.of(), assembler.add(seen("{\"epoch\":4,\"loss\":1,\"val_loss\":1}")));
        assertEquals(1, assembler.passedOver());
    }

    @Test
    void survivesEpochsOfAnySize() {
        EpochAssembler assembler = new EpochAssembler();
        assertEquals(
                List.of(epoch(1, Map.of("loss", 3.0)), epoch(Integer.MAX_VALUE - 1, Map.of("loss", 1.0))),
                assembled(
                        assembler,
                        "{\"epoch\":1,\"loss\":3}",
                        "{\"epoch\":9000000000000000000,\"loss\":3}",
                        "{\"epoch\":2147483646,\"loss\":1}"));
    }

    private Seen seen(String line) {
        return lines.feed(line).orElseThrow();
    }
}
