package dev.plateau.train.dl4j;

import dev.plateau.train.Schedule;
import org.nd4j.linalg.schedule.ISchedule;

/** Our {@link Schedule} as DL4J asks for it: the rate at each iteration. DL4J's own epoch count is not used. Immutable. */
final class StepRate implements ISchedule {

    private static final long serialVersionUID = 1;

    private final transient Schedule schedule;
    private final double rate;
    private final int stepsPerEpoch;
    private final int totalEpochs;

    StepRate(Schedule schedule, double rate, int stepsPerEpoch, int totalEpochs) {
        this.schedule = schedule;
        this.rate = rate;
        this.stepsPerEpoch = stepsPerEpoch;
        this.totalEpochs = totalEpochs;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return rate * schedule.multiple(iteration, stepsPerEpoch, totalEpochs);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
    public ISchedule clone() {
        return this;
    }
}
