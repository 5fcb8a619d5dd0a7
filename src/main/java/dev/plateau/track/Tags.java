package dev.plateau.track;

/** Names of tags that mean something. */
public final class Tags {

    /** The id of the run that a run is inside of. */
    public static final String PARENT = "mlflow.parentRunId";

    /** The name of a run; the attribute {@code name} follows it. */
    public static final String RUN_NAME = "mlflow.runName";

    /** Text for people about a run or an experiment. */
    public static final String NOTE = "mlflow.note.content";

    /** Of an experiment: the metric by which its runs are ranked; without it one is chosen. */
    public static final String OBJECTIVE = "plateau.metric";

    /** Of an experiment: {@code minimize} or {@code maximize}. */
    public static final String GOAL = "plateau.goal";

    /** Of a run: which fold of its parent it is, from 0, as a tag or as a parameter. */
    public static final String FOLD = "fold";

    /** Of a run: the logged models that it has read, and those that it has made; JSON lists that no client sees as tags. */
    public static final String MODEL_INPUTS = "plateau.model.inputs";

    public static final String MODEL_OUTPUTS = "plateau.model.outputs";

    private Tags() {}
}
