package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeometryPicturesTest {

    @TempDir
    private Path folder;

    private String caption(String rows) {
        ReportedRun run = new RunFolder(folder)
                .complete("")
                .with("geometry/a/rows.csv", "epoch,class,0,1,2\n" + rows)
                .read();
        List<Figure> figures = GeometryPictures.of(run);
        assertThat(figures).hasSize(1);
        return figures.get(0).caption();
    }

    @Test
    void theCaptionSaysWhatThePlaneHoldsAndWhatIsDrawn() {
        // Squares 9, 4 and 1 along three axes: the plane holds 13 of 14.
        assertThat(caption("0,0,0,0,1\n0,1,0,3,0\n1,2,2,0,0\n"))
                .contains("It holds 92.9 % of the rows' squared length.", "a thin straight line", "Dots");
    }

    @Test
    void rowsOfZeroHaveNoShare() {
        assertThat(caption("0,0,0,0,0\n")).doesNotContain("It holds", "n/a");
    }
}
