package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SobolGeneratorTest {

    @Property(seed = "1", tries = 50)
    void everyBlockOfAPowerOfTwoFillsTheCellsOfEachDimension(
            @ForAll long seed, @ForAll @IntRange(max = 7) int m, @ForAll @IntRange(max = 20) int block) {
        int size = 1 << m;
        SobolPoints points = new SobolPoints(12);
        List<Set<Integer>> cells = IntStream.range(0, 12)
                .<Set<Integer>>mapToObj(i -> new TreeSet<>())
                .toList();
        for (int number = block * size; number < (block + 1) * size; number++) {
            List<Double> point = points.at(seed, number);
            IntStream.range(0, 12).forEach(i -> cells.get(i).add((int) (point.get(i) * size)));
        }
        assertThat(cells).allSatisfy(filled -> assertThat(filled).hasSize(size));
    }

    @Property(seed = "1", tries = 50)
    void everyBlockOfAPowerOfTwoFillsTheRectanglesOfTheFirstTwoDimensions(
            @ForAll long seed, @ForAll @IntRange(max = 6) int m, @ForAll @IntRange(max = 9) int block) {
        SobolPoints points = new SobolPoints(2);
        for (int k = 0; k <= m; k++) {
            Set<Long> rectangles = new TreeSet<>();
            for (int number = block << m; number < (block + 1) << m; number++) {
                List<Double> point = points.at(seed, number);
                long column = (long) (point.get(0) * (1 << k));
                long row = (long) (point.get(1) * (1 << (m - k)));
                rectangles.add(column << 32 | row);
            }
            assertThat(rectangles).hasSize(1 << m);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 64", "5, 64", "5, 200", "8, 256"})
    void coversBetterThanRandomPoints(int dimensions, int trials) {
        SearchSpace space = cube(dimensions);
        int better = 0;
        double random = 0;
        double sobol = 0;
        for (long seed = 0; seed < 20; seed++) {
            double one = discrepancy(points(new RandomGenerator(space, seed), trials));
            double other = discrepancy(points(new SobolGenerator(space, seed), trials));
            better += other < one ? 1 : 0;
            random += one;
            sobol += other;
        }
        assertThat(better).isGreaterThanOrEqualTo(18);
        assertThat(sobol).isLessThan(0.7 * random);
    }

    @Test
    void theDiscrepancyIsThatOfTheFormula() {
        // 13/12 - 2 (1 + 0.5 0.25 - 0.5 0.0625) + (1 + 0.25)
        assertThat(discrepancy(List.of(List.of(0.25)))).isEqualTo(Math.sqrt(13.0 / 12 - 2.1875 + 1.25));
    }

    @Test
    void aSeedGivesOneSequence() {
        List<List<Double>> one = points(new SobolGenerator(cube(3), 1), 20);
        assertThat(points(new SobolGenerator(cube(3), 1), 20)).isEqualTo(one);
        assertThat(points(new SobolGenerator(cube(3), 2), 20)).doesNotContainAnyElementsOf(one);
        // These literals hold the sequence still, so that studies can go on with later versions.
        assertThat(one.get(0)).isEqualTo(List.of(0.15462505059561193, 0.07907033378160522, 0.06359314925575843));
        assertThat(one.get(5)).isEqualTo(List.of(0.8339166466918602, 0.5744261524273935, 0.24321382351940235));
    }

    @Test
    void eachPointIsUniformOverTheSeeds() {
        SobolPoints points = new SobolPoints(2);
        int[] counts = new int[10];
        for (long seed = 0; seed < 2000; seed++) {
            counts[(int) (points.at(seed, 3).get(1) * 10)]++;
        }
        // 200 are expected in each; five standard deviations are 67.
        assertThat(Arrays.stream(counts).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(133, 267));
    }

    @Test
    void dimensionsBeyondTheTableAreRandom() {
        SobolPoints points = new SobolPoints(1003);
        List<Double> point = points.at(0, 1);
        assertThat(point).hasSize(1003).allSatisfy(c -> assertThat(c).isBetween(0.0, Math.nextDown(1.0)));
        assertThat(point.subList(1000, 1003))
                .doesNotHaveDuplicates()
                .isEqualTo(points.at(0, 1).subList(1000, 1003));
        assertThat(points.at(0, 2).subList(1000, 1003)).doesNotContainAnyElementsOf(point);
        assertThat(points.at(1, 1).subList(1000, 1003)).doesNotContainAnyElementsOf(point);
    }

    private static SearchSpace cube(int dimensions) {
        Dimension[] all = new Dimension[dimensions];
        Arrays.setAll(all, i -> Dimension.of("x" + i, new Uniform(0, 1)));
        return SearchSpace.of(all);
    }

    private static List<List<Double>> points(StudyGenerator generator, int trials) {
        List<List<Double>> points = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            points.add(Trials.proposal(generator).coordinates());
        }
        return points;
    }

    /** The centred L2 discrepancy (Hickernell, Math. Comp. 1998, equation 1.5). */
    private static double discrepancy(List<List<Double>> points) {
        int n = points.size();
        double single = 0;
        double pairs = 0;
        for (List<Double> x : points) {
            double product = 1;
            for (double c : x) {
                double far = Math.abs(c - 0.5);
                product *= 1 + 0.5 * far - 0.5 * far * far;
            }
            single += product;
            for (List<Double> y : points) {
                double pair = 1;
                for (int i = 0; i < x.size(); i++) {
                    double u = Math.abs(x.get(i) - 0.5);
                    double v = Math.abs(y.get(i) - 0.5);
                    pair *= 1 + 0.5 * u + 0.5 * v - 0.5 * Math.abs(x.get(i) - y.get(i));
                }
                pairs += pair;
            }
        }
        double square = Math.pow(13.0 / 12, points.get(0).size()) - 2 * single / n + pairs / ((double) n * n);
        return Math.sqrt(square);
    }
}
