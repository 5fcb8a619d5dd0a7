package dev.plateau.examples;

import dev.plateau.api.Data;
import dev.plateau.api.Plateau;
import dev.plateau.api.Result;
import java.nio.file.Path;
import java.util.Map;

/** Searches the learning rate, the penalty and the number of epochs of a training of the program's own. */
public final class OwnTraining {

    public static void main(String[] arguments) throws InterruptedException {
        Result result = Plateau.search("iris-in-java")
                .data(Data.csv(Path.of("experiments/data/iris.csv"), "label"))
                .logUniform("learning_rate", 0.01, 1, 3)
                .values("l2", 0.0, 0.01)
                .epochs(20, 40, 80)
                .run(Path.of(arguments[0]), (values, fold, seed) -> {
                    Softmax model = new Softmax(fold.features(), fold.outputs());
                    return () -> {
                        model.descend(
                                fold.trainingFeatures(),
                                fold.trainingLabels(),
                                values.number("learning_rate"),
                                values.number("l2"));
                        return Map.of(
                                "loss", model.loss(fold.trainingFeatures(), fold.trainingLabels()),
                                "val_loss", model.loss(fold.validationFeatures(), fold.validationLabels()));
                    };
                });
        Result.Trial best = result.best().orElseThrow();
        System.out.printf("Best: %s with val_loss %.3f ± %.3f%n", best.values(), best.score(), best.error());
        System.out.println(result.epochs().orElseThrow().reason());
    }

    private OwnTraining() {}
}
