package dev.plateau.curve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoalTest {

    @Test
    void prefersTheSmallerToMinimizeAndTheLargerToMaximize() {
        assertTrue(Goal.MINIMIZE.better(1, 2));
        assertFalse(Goal.MINIMIZE.better(2, 1));
        assertTrue(Goal.MAXIMIZE.better(2, 1));
        assertFalse(Goal.MAXIMIZE.better(1, 2));
    }

    @ParameterizedTest
    @EnumSource(Goal.class)
    void neverPrefersAValueToItself(Goal goal) {
        assertFalse(goal.better(1, 1));
        assertFalse(goal.better(Double.NaN, Double.NaN));
    }

    @ParameterizedTest
    @EnumSource(Goal.class)
    void prefersAnythingToNaN(Goal goal) {
        assertTrue(goal.better(Double.POSITIVE_INFINITY, Double.NaN));
        assertTrue(goal.better(Double.NEGATIVE_INFINITY, Double.NaN));
        assertFalse(goal.better(Double.NaN, 0));
    }
}
