package dev.plateau.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.plateau.data.DataSource;
import java.util.List;

/** What coordinator and worker say to each other: one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Prepare.class, name = "prepare"),
    @JsonSubTypes.Type(value = Message.Train.class, name = "train"),
    @JsonSubTypes.Type(value = Message.Range.class, name = "range"),
    @JsonSubTypes.Type(value = Message.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Message.Epochs.class, name = "epochs"),
    @JsonSubTypes.Type(value = Message.Losses.class, name = "losses"),
    @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Message.Halted.class, name = "halted"),
    @JsonSubTypes.Type(value = Message.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Message.Log.class, name = "log")
})
sealed interface Message {

    /** To the process, before its first training: for all of its workers. */
    record Prepare(String trainer, DataSource data, String path, String sha256, List<FoldRows> folds)
            implements Message {

        static Prepare of(Setup setup) {
            List<FoldRows> folds = setup.folds().stream().map(FoldRows::of).toList();
            return new Prepare(setup.trainer(), setup.data(), setup.path(), setup.sha256(), folds);
        }

        Setup setup() {
            return new Setup(
                    trainer,
                    data,
                    path,
                    sha256,
                    folds.stream().map(FoldRows::told).toList());
        }
    }

    /** To the worker: train this. */
    record Train(Assignment assignment) implements Message {}

    /** To the worker: train this with growing rates. */
    record Range(RangeOrder order) implements Message {}

    /** To the worker, after epochs that are not the last: they are stored, and this is what to do. */
    record Answer(Executor.Verdict verdict) implements Message {}

    /** Inside the worker: its input has ended. Never sent. */
    record Quit() implements Message {}

    /** From the worker: more epochs. After the last ones no answer is waited for. */
    record Epochs(long runId, EpochColumns columns, boolean last) implements Message {}

    /** From the worker: the losses of a range test. */
    record Losses(List<Double> losses) implements Message {}

    /** From the worker: the training is over. CPU seconds of its thread inside epochs, and beside them. */
    record Done(long runId, double training, double beside) implements Message {}

    /** From the worker: it cannot go on, and no other training could either. */
    record Halted(long runId, String message) implements Message {}

    /** From the worker: the training threw. */
    record Failed(long runId, String message) implements Message {}

    /** From the worker: lines for the log of its run. */
    record Log(String text) implements Message {}

    JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

    /** Made once, since that takes longer than a message. */
    ObjectReader READER = JSON.readerFor(Message.class);

    ObjectWriter WRITER = JSON.writerFor(Message.class);

    default String line() {
        try {
            return WRITER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that cannot be written", e);
        }
    }

    /** @throws IllegalArgumentException if the line is not a message */
    static Message read(String line) {
        try {
            return READER.readValue(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + line.substring(0, Math.min(200, line.length())), e);
        }
    }
}
