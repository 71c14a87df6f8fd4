package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.folder.RunDirectory;

class RowSnapshotsTest {

    @TempDir
    private Path folder;

    private List<String> lines(int[] trainCounts, double[][] weights) throws IOException {
        GeometryFile table = new GeometryFile(new RunDirectory(folder), "rows.csv", "");
        RowSnapshots snapshots = new RowSnapshots(trainCounts, 5);
        snapshots.add(0, Nd4j.create(weights), table);
        snapshots.add(4, Nd4j.create(weights), table);
        table.write();
        return Files.readAllLines(folder.resolve("rows.csv"));
    }

    // W [2, 3]: the row of class 1 is (2, 5); it is the most frequent.
    @Test
    void aRowIsAColumnOfTheWeightsAndTheMostFrequentComesFirst() throws IOException {
        assertThat(lines(new int[] {20, 30, 10}, new double[][] {{1, 2, 3}, {4, 5, 6}}))
                .containsExactly(
                        "epoch,class,w0,w1",
                        "0,1,2.0,5.0",
                        "0,0,1.0,4.0",
                        "0,2,3.0,6.0",
                        "4,1,2.0,5.0",
                        "4,0,1.0,4.0",
                        "4,2,3.0,6.0");
    }

    @Test
    void ofManyClassesTenAreTakenEvenlyFromHeadToTail() throws IOException {
        int[] counts = IntStream.range(0, 100).map(c -> 100 - c).toArray();
        assertThat(lines(counts, new double[1][100]).stream().skip(1).limit(10).map(line -> line.split(",", -1)[1]))
                .containsExactly("0", "11", "22", "33", "44", "55", "66", "77", "88", "99");
    }

    @Test
    void aLoneClassIsTakenOnce() throws IOException {
        assertThat(lines(new int[] {3}, new double[][] {{7}})).containsExactly("epoch,class,w0", "0,0,7.0", "4,0,7.0");
    }

    // 100 epochs: every third, and the last.
    @Test
    void atMostFortyEpochsAndTheLastAreKept() {
        RowSnapshots snapshots = new RowSnapshots(new int[] {3, 2}, 100);
        assertThat(IntStream.range(0, 100).filter(snapshots::isDue))
                .hasSize(34)
                .startsWith(2, 5, 8)
                .endsWith(95, 98, 99);
        RowSnapshots few = new RowSnapshots(new int[] {3, 2}, 40);
        assertThat(IntStream.range(0, 40).filter(few::isDue)).hasSize(40);
    }
}
