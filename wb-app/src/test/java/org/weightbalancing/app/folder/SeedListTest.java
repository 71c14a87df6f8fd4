package org.weightbalancing.app.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeedListTest {

    @Test
    void rangesAndNumbersKeepTheirOrder() {
        assertThat(SeedList.parse("0..4").seeds()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(SeedList.parse("7, 0,3").seeds()).containsExactly(7L, 0L, 3L);
        assertThat(SeedList.parse("5,-1..1").seeds()).containsExactly(5L, -1L, 0L, 1L);
        assertThat(SeedList.parse("2..2").seeds()).containsExactly(2L);
        assertThat(SeedList.parse("1..1000").seeds()).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''            | '' is no list of seeds; allowed are whole numbers and ranges, such as 0..4 or 0,3,7
                    1,            | '1,' is no list of seeds
                    1...3         | '1...3' is no list of seeds
                    0.5           | '0.5' is no list of seeds
                    99999999999999999999 | is no list of seeds
                    4..0          | the range 4..0 runs backwards; write 0..4
                    0..2,1        | seed 1 is given twice
                    0..1000       | '0..1000' are more than 1000 seeds
                    0..998,2000..2001 | are more than 1000 seeds
                    -999999999999999999..999999999999999999 | are more than 1000 seeds
                    """, quoteCharacter = '"')
    void whatIsNoListIsRefused(String text, String message) {
        assertThatThrownBy(() -> SeedList.parse(text.equals("''") ? "" : text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void noSeedIsRefused() {
        assertThatThrownBy(() -> new SeedList(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 seeds, but 1 to 1000 are allowed");
    }
}
