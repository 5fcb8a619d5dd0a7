package dev.plateau.space;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** A named hyperparameter and the values it may take. Immutable; the Arbiter spaces it makes are not. */
public sealed interface Parameter permits Choice, Range {

    String name();

    /** When the parameter exists; empty for always. */
    Optional<Condition> when();

    /**
     * The values of a grid over this parameter, in order.
     *
     * @throws IllegalArgumentException for a range that does not say how many points it wants
     */
    List<Object> grid();

    /** A new leaf that maps one coordinate in [0, 1] to a value. Arbiter's spaces carry state: one instance a generator. */
    ParameterSpace<?> leaf();

    /** The value in the middle of the parameter's scale; of listed values the middle one if all are numbers, else the first. */
    Object middle();
}
