package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.plateau.track.Tracker;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of a client, and its answer. */
final class Call {

    /** A batch has at most about 2 MB; descriptions of data sets can be as large as their client likes. */
    static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private static final String TYPE = "application/json";
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Context context;
    private final Tracking tracking;
    private @Nullable Message message;

    Call(Context context, Tracking tracking) {
        this.context = context;
        this.tracking = tracking;
    }

    Tracking tracking() {
        return tracking;
    }

    Tracker tracker() {
        return tracking.tracker();
    }

    Context context() {
        return context;
    }

    /** What the client sent: the parameters of the URL if it reads, else the body. */
    Message message() {
        if (message == null) {
            message = context.method().equals(HandlerType.GET) ? query() : read(Lenient::message);
        }
        return message;
    }

    private Message query() {
        Map<String, Object> members = new LinkedHashMap<>();
        context.queryParamMap()
                .forEach((name, values) -> members.put(name, values.size() == 1 ? values.get(0) : values));
        return new Message(members);
    }

    /** Reads the body. Throws {@link Refusal} if it is too large, or no JSON. */
    <T> T read(Lenient.Reading<T> reading) {
        checkType();
        if (context.req().getContentLengthLong() > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        try (InputStream body = new Bounded(context.req().getInputStream())) {
            return Lenient.read(body, reading);
        } catch (IOException e) {
            throw new Refusal(Refusal.Code.BAD_REQUEST, "The body cannot be read", e);
        }
    }

    /** A form of another site can send texts, but no JSON. */
    private void checkType() {
        String type = context.contentType();
        boolean hasBody = context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
        if (type == null && (hasBody || !context.method().equals(HandlerType.DELETE))) {
            throw Refusal.invalid("Bad Request. Content-Type header is missing.");
        }
        if (type != null && !isJson(type)) {
            throw Refusal.invalid("Bad Request. Content-Type must be one of ['application/json'].");
        }
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(TYPE);
    }

    private static Refusal tooLarge() {
        return new Refusal(Refusal.Code.REQUEST_TOO_LARGE, "The body must be at most " + MAX_BODY_BYTES + " bytes");
    }

    /** What writes an answer. */
    interface Answer {
        void write(JsonGenerator to) throws IOException;
    }

    /** Nothing more is to be said. */
    void done() {
        context.contentType(TYPE).result(NOTHING);
    }

    /** Answers with an object of one name. */
    void answer(String name, Answer value) {
        answer(to -> {
            to.writeFieldName(name);
            value.write(to);
        });
    }

    /** @param members writes what is inside of the object */
    void answer(Answer members) {
        plainOnThisMachine();
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            write(bytes, members);
            context.contentType(TYPE).result(bytes.toByteArray());
        }
    }

    /** Answers with what may be too much for memory: an error after the first bytes cuts the answer off. */
    void stream(Answer members) {
        plainOnThisMachine();
        context.contentType(TYPE);
        write(context.outputStream(), members);
    }

    private static void write(OutputStream to, Answer members) {
        try (JsonGenerator generator = Lenient.JSON.createGenerator(to)) {
            generator.writeStartObject();
            members.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("The client has gone", e);
        }
    }

    /** Between programs of one machine compressing takes longer than sending. */
    private void plainOnThisMachine() {
        if (context.req().getRemoteAddr().startsWith("127.")
                || context.req().getRemoteAddr().contains("0:0:0:1")) {
            context.disableCompression();
        }
    }

    /** The experiment that a client means; 0 is the one of those who name none. */
    long experiment(String id) {
        try {
            return id.isEmpty() ? 0 : Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw Refusal.noExperiment(id);
        }
    }

    List<Long> experiments(String name) {
        return message().texts(name).stream().map(this::experiment).toList();
    }

    Optional<Long> wholeInUrl(String name) {
        return Optional.ofNullable(context.queryParam(name)).map(text -> Scalars.whole(text, name));
    }

    /** A body that ends with an error when it goes on for too long. */
    private static final class Bounded extends InputStream {

        private final InputStream from;
        private long left = MAX_BODY_BYTES;

        Bounded(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = from.read(to, offset, length);
            left -= count;
            if (left < 0) {
                throw tooLarge();
            }
            return count;
        }
    }
}
