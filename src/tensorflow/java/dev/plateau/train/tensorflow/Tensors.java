package dev.plateau.train.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Floats to tensors and back. */
final class Tensors {

    private Tensors() {}

    /** Rows of equal width. Close it. */
    static TFloat32 matrix(float[] values, int rows) {
        return TFloat32.tensorOf(Shape.of(rows, values.length / rows), DataBuffers.of(values, false, false));
    }

    /** One tensor for each array of parameters or updater state, which take turns: matrix, biases, matrix, ... Close them. */
    static List<TFloat32> state(List<float[]> state, List<Integer> widths) {
        List<TFloat32> tensors = new ArrayList<>();
        int perLayer = 2 * (widths.size() - 1);
        for (int i = 0; i < state.size(); i++) {
            boolean biases = i % 2 == 1;
            int layer = i % perLayer / 2;
            float[] values = state.get(i);
            Shape shape = biases ? Shape.of(values.length) : Shape.of(widths.get(layer), widths.get(layer + 1));
            tensors.add(TFloat32.tensorOf(shape, DataBuffers.of(values, false, false)));
        }
        return tensors;
    }

    static float[] values(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
