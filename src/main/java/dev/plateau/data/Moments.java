package dev.plateau.data;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects the time column: numbers, or ISO 8601 dates and times (without an offset they are UTC; a space may stand for the
 * T). The first cell decides which of the two. Used while a file is read.
 */
final class Moments {

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    /** Where a date ends and its time begins. */
    private static final int DATE_LENGTH = "2026-01-31".length();

    private static final int NANO_DIGITS = 9;

    private final List<BigDecimal> values = new ArrayList<>();
    private boolean numbers;

    /** @throws DataException if the cell is missing, or neither or not what the first one was */
    void add(Cell cell) {
        if (values.isEmpty()) {
            numbers = Cell.isNumber(cell.text());
        }
        if (numbers && !Cell.isNumber(cell.text())) {
            throw cell.mistake("expected a number, as in the first row");
        }
        values.add(numbers ? new BigDecimal(cell.text()) : seconds(cell));
    }

    /** The rows, from 0, by time; equal times in file order. */
    List<Integer> order() {
        return IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing(values::get))
                .toList();
    }

    private static BigDecimal seconds(Cell cell) {
        String text = cell.text();
        if (text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ') {
            text = text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1);
        }
        try {
            OffsetDateTime time = time(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            return BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS));
        } catch (DateTimeException e) {
            throw cell.mistake("expected a time such as 2026-01-31, 2026-01-31T18:30:00 or a number");
        }
    }

    private static OffsetDateTime time(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime time) {
            return time;
        }
        if (parsed instanceof LocalDateTime time) {
            return time.atOffset(ZoneOffset.UTC);
        }
        return LocalDate.from(parsed).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
