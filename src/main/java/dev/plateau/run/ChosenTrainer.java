package dev.plateau.run;

import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.Trainers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trainer that {@code trainer: auto} comes to.
 *
 * @param because why, as the end of a sentence
 */
record ChosenTrainer(Trainer trainer, String because) {

    /** Names the trainer in the provenance of a search. */
    static final String FACT = "trainer_name";

    /** The trainer of trainings that all can be trained by one: the fast one where it can train them all. */
    static ChosenTrainer of(List<Settings> trainings, Shape shape) {
        Trainer fast = named(Trainers.FAST);
        return refusal(fast, trainings, shape)
                .map(reason -> new ChosenTrainer(named(Trainers.GENERAL), reason))
                .orElseGet(() -> new ChosenTrainer(fast, "every setting can be compiled"));
    }

    /** @throws SearchException that tells the names that there are */
    static Trainer named(String name) {
        return Trainers.byName(name).orElseThrow(() -> new SearchException(Trainers.missing(name)));
    }

    /** Why a trainer cannot train one of these, the first that it cannot; empty if it can train all. */
    static Optional<String> refusal(Trainer trainer, List<Settings> trainings, Shape shape) {
        return trainings.stream()
                .flatMap(settings -> trainer.refusal(settings, shape).stream())
                .findFirst();
    }

    /** @throws SearchException if the trainer that a file names cannot train one of these */
    static void check(Trainer trainer, List<Settings> trainings, Shape shape) {
        refusal(trainer, trainings, shape).ifPresent(reason -> {
            throw new SearchException("trainer: " + trainer.name() + " cannot train this search, as " + reason
                    + "; leave the trainer out or say auto, and one is chosen that can");
        });
    }

    /** The trainer that a stored search was trained by. There was one to choose when searches did not tell. */
    static String nameIn(Map<String, String> provenance) {
        return provenance.getOrDefault(FACT, Trainers.GENERAL);
    }
}
