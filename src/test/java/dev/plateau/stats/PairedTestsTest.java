package dev.plateau.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of one configuration against another; SciPy 1.17.1 and NumPy 2.4.6 gave the numbers, each by the call above it. */
class PairedTestsTest {

    private static final double EXACT = 1e-9;

    private static final List<Double> FIVE = List.of(0.021, -0.004, 0.013, 0.030, 0.008);
    private static final List<Double> TEN = List.of(0.5, -1.25, 2.0, 0.75, 3.5, -0.1, 1.1, 0.9, -2.2, 0.3);
    private static final List<Double> TIES = List.of(1.0, 1.0, -1.0, 2.0, 2.0, 3.0, -3.0, 4.0, 0.0, 5.0, 0.0, 6.0);

    /** {@code ((i * step) % modulus + shift) / divisor} for i from 0. */
    private static List<Double> spread(int count, int step, int modulus, int shift, double divisor) {
        return IntStream.range(0, count)
                .mapToObj(i -> ((i * step) % modulus + shift) / divisor)
                .toList();
    }

    /** se = sqrt((1/n + ratio) * d.var(ddof=1)); t = d.mean()/se; 2*stats.t(n-1).sf(|t|); stats.t.interval(.95, n-1, mean, se) */
    @Test
    void theCorrectedTestAgreesWithTheFormulaInNumpy() {
        check(
                FIVE,
                0.25,
                List.of(0.0136, 0.008650722513177729, 1.5721230196995672, 0.19102348876564174),
                new Interval(-0.010418256178136659, 0.03761825617813666));
        check(
                TEN,
                1 / 9.0,
                List.of(0.55, 0.7274511565632329, 0.7560645069263725, 0.4689369406291581),
                new Interval(-1.0956088444053556, 2.1956088444053554));
    }

    /** stats.ttest_1samp(d, 0): t, p and .confidence_interval() */
    @Test
    void withoutOverlapItIsThePlainPairedTest() {
        check(
                FIVE,
                0,
                List.of(0.0136, 0.005767148342118485, 2.358184529549351, 0.0778168936465311),
                new Interval(-0.0024121707854244355, 0.029612170785424437));
    }

    private static void check(List<Double> differences, double ratio, List<Double> expected, Interval interval) {
        CorrectedTTest test = CorrectedTTest.of(differences, ratio).orElseThrow();
        assertEquals(expected.get(0), test.mean(), EXACT);
        assertEquals(expected.get(1), test.error(), EXACT);
        assertEquals(expected.get(2), test.statistic(), EXACT);
        assertEquals(expected.get(3), test.p(), EXACT);
        assertEquals(interval.low(), test.interval(0.95).low(), EXACT);
        assertEquals(interval.high(), test.interval(0.95).high(), EXACT);
    }

    @Test
    void differencesWithoutVarianceAreEqualOrCertainlyNot() {
        CorrectedTTest equal = CorrectedTTest.of(List.of(0.0, 0.0, 0.0), 0.5).orElseThrow();
        assertEquals(1, equal.p());
        assertEquals(0, equal.statistic());
        assertEquals(new Interval(0, 0), equal.interval(0.95));
        CorrectedTTest other = CorrectedTTest.of(List.of(-2.0, -2.0), 0.5).orElseThrow();
        assertEquals(0, other.p());
        assertEquals(Double.NEGATIVE_INFINITY, other.statistic());
        assertEquals(new Interval(-2, -2), other.interval(0.95));
    }

    @Test
    void oneFoldTellsNothingAndNaNIsRefused() {
        assertEquals(Optional.empty(), CorrectedTTest.of(List.of(0.5), 0.25));
        assertEquals(Optional.empty(), CorrectedTTest.of(List.of(), 0.25));
        assertEquals(Optional.empty(), EffectSize.of(List.of(0.5)));
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            List<Double> differences = List.of(0.1, odd, 0.2);
            assertThrows(IllegalArgumentException.class, () -> CorrectedTTest.of(differences, 0.25));
            assertThrows(IllegalArgumentException.class, () -> WilcoxonTest.of(differences));
            assertThrows(IllegalArgumentException.class, () -> EffectSize.of(differences));
            assertThrows(IllegalArgumentException.class, () -> CorrectedTTest.of(FIVE, odd));
        }
        assertThrows(IllegalArgumentException.class, () -> CorrectedTTest.of(FIVE, -0.1));
        CorrectedTTest five = CorrectedTTest.of(FIVE, 0.25).orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> five.interval(1));
    }

    /** stats.wilcoxon(d): exact without ties up to 50, all 2^12 permutations with ties and zeros */
    @Test
    void wilcoxonIsExactForFewAsInScipy() {
        wilcoxon(FIVE, 1, 0.125);
        wilcoxon(TEN, 17, 0.322265625);
        wilcoxon(TIES, 8.5, 0.060546875);
        List<Double> fifty = IntStream.range(0, 50)
                .mapToObj(i -> ((i * 37) % 101 - 40) / 7.0 + i * 0.001)
                .toList();
        wilcoxon(fifty, 413, 0.029727315082014982);
    }

    /** stats.wilcoxon(d, method=PermutationMethod(n_resamples=2**20)), which goes through all of them */
    @Test
    void wilcoxonIsExactWithTiesWhereScipyApproximatesByDefault() {
        wilcoxon(spread(20, 7, 9, -3, 1), 51, 0.1411590576171875);
    }

    /** stats.wilcoxon(d) and, with ties and zeros, stats.wilcoxon(d, method='asymptotic') */
    @Test
    void wilcoxonApproximatesForMany() {
        wilcoxon(spread(60, 37, 101, -45, 7), 763.5, 0.2647081919479235);
        wilcoxon(spread(80, 7, 13, -5, 1), 995, 0.033932711308950626);
    }

    private static void wilcoxon(List<Double> differences, double statistic, double p) {
        WilcoxonTest test = WilcoxonTest.of(differences);
        assertEquals(statistic, test.statistic(), EXACT);
        assertEquals(p, test.p(), EXACT);
        WilcoxonTest mirrored =
                WilcoxonTest.of(differences.stream().map(d -> -d).toList());
        assertEquals(p, mirrored.p(), EXACT);
        assertEquals(-test.rankBiserial(), mirrored.rankBiserial(), EXACT);
    }

    @Test
    void wilcoxonOfNoDifferencesFindsNone() {
        assertEquals(new WilcoxonTest(0, 0, 0, 1), WilcoxonTest.of(List.of(0.0, -0.0, 0.0)));
        assertEquals(0, WilcoxonTest.of(List.of(0.0)).rankBiserial());
    }

    /** r = stats.rankdata(abs(d[d != 0])): (r[d > 0].sum() - r[d < 0].sum()) / r.sum() */
    @Test
    void rankBiserialAgreesWithScipysRanks() {
        assertEquals(0.8666666666666667, WilcoxonTest.of(FIVE).rankBiserial(), EXACT);
        assertEquals(0.38181818181818183, WilcoxonTest.of(TEN).rankBiserial(), EXACT);
        assertEquals(0.6909090909090909, WilcoxonTest.of(TIES).rankBiserial(), EXACT);
    }

    /** d.mean()/d.std(ddof=1), and that times special.gamma(m/2)/(sqrt(m/2)*special.gamma((m-1)/2)) with m = n-1 */
    @Test
    void effectSizesAgreeWithScipysGamma() {
        effect(FIVE, 1.0546121823121422, 0.8414587779014748);
        effect(TEN, 0.3473876674399391, 0.31746886699174154);
        assertEquals(new EffectSize(0, 0), EffectSize.of(List.of(0.0, 0.0)).orElseThrow());
        assertEquals(
                Double.POSITIVE_INFINITY,
                EffectSize.of(List.of(1.0, 1.0, 1.0)).orElseThrow().hedges());
    }

    private static void effect(List<Double> differences, double cohen, double hedges) {
        EffectSize effect = EffectSize.of(differences).orElseThrow();
        assertEquals(cohen, effect.cohen(), EXACT);
        assertEquals(hedges, effect.hedges(), EXACT);
    }
}
