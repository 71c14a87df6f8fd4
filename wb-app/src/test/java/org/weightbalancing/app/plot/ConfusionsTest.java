package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConfusionsTest {

    @Test
    void rowsAreTrueClassesFromFrequentToRare() {
        // Class 1 is the frequent one: of its 4 images 3 are right; both images of class 0 are taken for class 1.
        assertThat(SamplePlots.confusions(List.of(1, 9), 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1)
                        .percent())
                .isDeepEqualTo(new double[][] {{75, 25}, {100, 0}});
    }

    @Test
    void manyClassesAreCountedInBlocks() {
        // 401 equal classes make blocks of 3: 134, the last of 2.
        Confusions confusions =
                SamplePlots.confusions(Collections.nCopies(401, 5), 0, 2, 1, 3, 2, 400, 2, 399, 400, 400);
        double[][] percent = confusions.percent();
        assertThat(percent).hasDimensions(134, 134);
        // Of the 4 images of classes 0 to 2 one each stays in the block and goes to classes 3 to 5, two to the last.
        assertThat(percent[0]).startsWith(25, 25).endsWith(0, 50);
        assertThat(percent[133][133]).isEqualTo(100);
        assertThat(percent[1]).containsOnly(Double.NaN);
    }

    @Test
    void thousandsOfClassesNeedLittleMemory() {
        // A table of 60000 x 60000 would not fit in any memory that tests have.
        Confusions confusions = new Confusions(
                Collections.nCopies(60_000, 5),
                Stream.of(new Confusions.Prediction(59_999, 0), new Confusions.Prediction(0, 59_999)));
        assertThat(confusions.percent()).hasDimensions(200, 200);
        assertThat(confusions.percent()[199][0]).isEqualTo(100);
        assertThat(confusions.percent()[0][199]).isEqualTo(100);
    }
}
