package org.weightbalancing.app.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoredJsonTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": [1, 2]            | , line 1, column 13: is not JSON: it ends too early
            {"a": "x                | , line 1, column 9: is not JSON: it ends too early
            {"a": nul}              | , line 1, column 7: is not JSON: Unrecognized token 'nul'
            {"a": 1,}               | , line 1, column 9: is not JSON: Unexpected character ('}'
            [}                      | , line 1, column 2: is not JSON: Unexpected close marker '}'
            """)
    void faultsAreToldWithTheirPlace(String text, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), text);
        assertThatThrownBy(() -> StoredJson.read(file))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageStartingWith(file + told)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .hasMessageNotContainingAny("Source", "StreamRead", "REDACTED");
    }

    @Test
    void whatHoldsNothingIsNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        assertThatThrownBy(() -> StoredJson.read(empty))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(empty + " is empty");
        assertThatThrownBy(() -> StoredJson.read(folder.resolve("x.json")))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageStartingWith(folder + " has no x.json: ");
    }
}
