package dev.plateau.server.curves;

import dev.plateau.curve.Curve;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bands, axes and advice of a whole stage: worked out once for all trials that share it. */
record StageCurves(
        List<Double> step,
        List<Double> samples,
        List<Double> seconds,
        @Nullable Band train,
        @Nullable Band validation,
        Advices.@Nullable One advice) {

    static StageCurves of(Stage stage, MetricPair metric, Advices.@Nullable One advice) {
        return new StageCurves(
                stage.axis((run, at) -> run.step().get(at)),
                stage.axis((run, at) -> run.samples().get(at)),
                stage.axis((run, at) -> run.seconds().get(at)),
                band(stage, metric.train()),
                band(stage, metric.validation()),
                advice);
    }

    private static @Nullable Band band(Stage stage, String metric) {
        List<Curve> curves = stage.curves(metric, run -> true);
        return curves.isEmpty() ? null : Band.of(curves);
    }
}
