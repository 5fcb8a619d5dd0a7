package dev.plateau.cli.model;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.plateau.cli.text.Json;
import dev.plateau.model.Description;
import dev.plateau.model.Predictions.Prediction;
import dev.plateau.model.Predictions.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form that predictions are written in, row by row. Nothing is closed. */
interface PredictionFile {

    void row(Prediction prediction);

    void end(Summary summary);

    /** {@code prediction} and, for classes, {@code probability_} and the class's name; numbers in full. */
    final class Csv implements PredictionFile {

        private final CsvWriter csv;

        Csv(Description model, Writer writer) {
            csv = CsvWriter.builder().build(writer);
            List<String> columns = new ArrayList<>(List.of("prediction"));
            model.preparation().classes().forEach(name -> columns.add("probability_" + name));
            csv.writeRecord(columns);
        }

        @Override
        public void row(Prediction prediction) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(prediction.value())));
            prediction.probabilities().forEach(probability -> cells.add(String.valueOf(probability)));
            csv.writeRecord(cells);
        }

        @Override
        public void end(Summary summary) {
            try {
                csv.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One JSON document, written as it grows: {@code predictions} a line each, then {@code rows}, {@code labelled}, {@code metrics}. */
    final class Document implements PredictionFile {

        private final List<String> classes;
        private final Writer writer;
        private String before = "\n";

        Document(Description description, Path model, Writer writer) {
            this.classes = description.preparation().classes();
            this.writer = writer;
            write("{\"model\" : " + Json.line(model.toString()) + ",\n\"predictions\" : [");
        }

        @Override
        public void row(Prediction prediction) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("prediction", prediction.value());
            Map<String, Double> probabilities = new LinkedHashMap<>();
            for (int i = 0; i < classes.size(); i++) {
                // By way of its text, so that a float is not shown with a double's digits.
                probabilities.put(
                        classes.get(i),
                        Double.valueOf(prediction.probabilities().get(i).toString()));
            }
            if (!classes.isEmpty()) {
                row.put("probabilities", probabilities);
            }
            write(before + Json.line(row));
            before = ",\n";
        }

        @Override
        public void end(Summary summary) {
            write("\n],\n\"rows\" : " + summary.rows() + ",\n\"labelled\" : " + summary.labelled() + ",\n\"metrics\" : "
                    + Json.line(summary.metrics()) + "}\n");
        }

        private void write(String text) {
            try {
                writer.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
