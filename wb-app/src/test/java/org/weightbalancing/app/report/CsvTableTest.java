package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvTableTest {

    @TempDir
    private Path folder;

    private CsvTable table(String text) {
        return CsvTable.read(new RunFolder(folder).with("t.csv", text).path().resolve("t.csv"))
                .orElseThrow();
    }

    @Test
    void cellsAreFoundByTheNameOfTheirColumn() {
        CsvTable.Row row = table("stage,epoch,loss\nnaive,3,0.25\n").rows().get(0);
        assertThat(row.text("stage")).isEqualTo("naive");
        assertThat(row.whole("epoch")).isEqualTo(3);
        assertThat(row.number("loss")).isEqualTo(0.25);
        assertThat(row.text("other")).isEmpty();
        assertThat(row.number("other")).isNaN();
        assertThat(row.numbersFrom(1)).containsExactly(3, 0.25);
    }

    @Test
    void whatIsEmptyIsNotANumber() {
        CsvTable.Row row = table("a,b,c\n1,,2\n").rows().get(0);
        assertThat(row.numbersFrom(0)).containsExactly(1, Double.NaN, 2);
        assertThat(row.finiteFrom(0)).containsExactly(1.0, 2.0);
    }

    @Test
    void quotesHoldCommasLineBreaksAndQuotes() {
        CsvTable table = table("name,n\r\n\"a, \"\"b\"\"\nc\",1\r\nd,2\r\n");
        assertThat(table.rows().get(0).text("name")).isEqualTo("a, \"b\"\nc");
        assertThat(table.rows().get(1).text("name")).isEqualTo("d");
        assertThat(table.rows().get(1).number()).isEqualTo(4);
    }

    @Test
    void aFileThatIsNotThereOrEmptyIsNoTable() {
        assertThat(CsvTable.read(folder.resolve("none.csv"))).isEmpty();
        new RunFolder(folder).with("empty.csv", "");
        assertThat(CsvTable.read(folder.resolve("empty.csv"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b\n1,2\n3\n' | 'line 3 has 1 cells, but the header names 2'",
                "'a,b\n1,\"2\n' | 'line 2: a quote is not closed'",
                "'a,b\n1,2\n3,4' | 'line 3: the file ends within this line'",
                "'a,b\n1,\"2\"x\n' | 'line 2: ''x'' where a comma or the end of the line must be'"
            })
    void malformedLinesAreNamed(String text, String message) {
        assertThatThrownBy(() -> table(text))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("t.csv, ")
                .hasMessageContaining(message);
    }

    @Test
    void malformedNumbersAreNamed() {
        CsvTable.Row row = table("epoch,loss\n1.5,x\n").rows().get(0);
        assertThatThrownBy(() -> row.number("loss"))
                .isInstanceOf(ReportException.class)
                .hasMessageEndingWith("t.csv, line 2: loss is 'x', but a number is needed");
        assertThatThrownBy(() -> row.whole("epoch"))
                .hasMessageEndingWith("line 2: epoch is '1.5', but a whole number is needed");
    }
}
