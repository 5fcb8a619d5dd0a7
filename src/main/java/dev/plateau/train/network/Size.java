package dev.plateau.train.network;

import dev.plateau.train.Trainer.Shape;

/**
 * How large a network is, computed without building it. In doubles, which cannot overflow on widths that somebody made up; exact up
 * to 2^53.
 *
 * @param parameters weights and biases of all layers
 * @param widest values that its widest layer, input included, holds for one row
 */
public record Size(double parameters, double widest) {

    /**
     * A dense layer has {@code (inputs + 1) outputs} parameters, a convolution {@code (kernel^2 channels + 1) filters}. Convolutions
     * keep height and width, pooling divides both by its stride and rounds up (same padding).
     */
    public static Size of(Network network, Shape data) {
        if (network.keras().isPresent()) {
            return new Size(
                    network.keras().get().parameters(), network.keras().get().widest());
        }
        double parameters = 0;
        double width = data.features();
        double widest = width;
        if (network.convolution().isPresent()) {
            Network.Convolution layers = network.convolution().get();
            double rows = layers.shape().get(0);
            double columns = layers.shape().get(1);
            double channels = layers.shape().get(2);
            for (int filters : layers.filters()) {
                parameters += ((double) layers.kernel() * layers.kernel() * channels + 1) * filters;
                channels = filters;
                widest = Math.max(widest, rows * columns * channels);
                rows = Math.ceil(rows / layers.pool());
                columns = Math.ceil(columns / layers.pool());
            }
            width = rows * columns * channels;
        }
        for (int next : network.hidden()) {
            parameters += (width + 1) * next;
            width = next;
            widest = Math.max(widest, width);
        }
        parameters += (width + 1) * data.outputs();
        return new Size(parameters, Math.max(widest, data.outputs()));
    }
}
